// Mounts the charts, the tables and the colour scheme of the page.
(async () => {
    const { element } = Tables;
    const data = await unpacked(document.getElementById("data").textContent);
    const root = document.documentElement;
    const drawn = [];

    // The page has its data as base64 of gzip.
    async function unpacked(base64) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    }

    const isDark = () => (root.dataset.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

    function theme() {
        const style = getComputedStyle(root), variable = (name) => style.getPropertyValue(name).trim();
        return {
            ink: data.palette[isDark() ? "dark" : "light"],
            isDark: isDark(), amounts: data.palette.amounts,
            text: variable("--text"), muted: variable("--muted"), grid: variable("--line"), panel: variable("--panel"),
            background: variable("--background"), empty: variable("--empty"), font: variable("--font"),
        };
    }

    // Mounts a chart with its lists of choices.
    function mountChart(figure, group) {
        const canvas = figure.querySelector(".canvas"), caption = figure.querySelector("figcaption"), tools = figure.querySelector(".tools");
        const state = { choice: group.choices[0], isFree: false };
        let instance = null;

        const lists = group.choiceLabels.map((label, index) => {
            const keys = [...new Set(group.choices.flatMap((choice) => group.choiceLabels.length === 2 ? choice.keys : [choice.keys[index]]))];
            const list = element("select", {}, ...keys.map((key) => element("option", { value: key }, key)));
            list.value = state.choice.keys[index];
            list.addEventListener("change", () => choose(index));
            if (keys.length > 1) tools.append(element("label", {}, `${label} `, list));
            return list;
        });
        const scale = element("input", { type: "checkbox" });
        const scaleLabel = element("label", { className: "scale" }, scale, " log axis");
        scale.addEventListener("change", () => { state.isFree = scale.checked !== (state.choice.chart.y.scale === "log"); draw(); });
        tools.append(scaleLabel);

        // Both lists of a pair have every key. If both name the same key, the other list changes.
        function choose(changed) {
            let wanted = lists.map((list) => list.value);
            if (wanted.length === 2 && wanted[0] === wanted[1]) {
                wanted[1 - changed] = state.choice.keys[changed];
                if (wanted[0] === wanted[1]) wanted[1 - changed] = state.choice.keys[1 - changed];
                lists.forEach((list, index) => { list.value = wanted[index]; });
            }
            const same = (keys) => keys.every((key, index) => key === wanted[index]);
            const found = group.choices.find((choice) => same(choice.keys));
            const turned = group.choices.find((choice) => same([...choice.keys].reverse()));
            state.choice = found ?? { keys: wanted, chart: transpose(turned.chart) };
            state.isFree = false;
            draw();
        }

        function draw() {
            const chart = state.choice.chart;
            const isSwitchable = chart.y?.isScaleSwitchable === true;
            scaleLabel.hidden = !isSwitchable;
            if (isSwitchable) scale.checked = (chart.y.scale === "log") !== state.isFree;
            figure.querySelector("h3").textContent = chart.title;
            caption.textContent = chart.caption;
            canvas.setAttribute("aria-label", `${chart.title}. ${chart.caption}`);
            if (!window.echarts) return;
            const width = canvas.clientWidth;
            const isEmpty = Charts.isEmpty(chart);
            canvas.style.height = `${isEmpty ? 120 : Math.round(heightOf(chart, width))}px`;
            instance?.dispose();
            instance = echarts.init(canvas, null, { renderer: "canvas", useDirtyRect: false });
            if (isEmpty) {
                instance.setOption({ title: { text: "nothing to draw yet", left: "center", top: "center", textStyle: { color: theme().muted, fontWeight: 400, fontSize: 14 } } });
                return;
            }
            instance.setOption(Charts.option(chart, theme(), width, state.isFree && isSwitchable));
        }

        drawn.push({ name: group.name, draw, resize: draw, instance: () => instance, group });
        draw();
    }

    // A chart with rows is as high as its rows; any other has its aspect ratio, within the window.
    function heightOf(chart, width) {
        if (chart.$type !== "xy" || chart.y.scale !== "category") return Math.max(260, Math.min(width / chart.aspectRatio, 620, innerHeight * 0.9));
        const isTiles = chart.layers.some((layer) => layer.$type === "tiles");
        return 120 + chart.y.categories.length * (isTiles ? 56 : 34);
    }

    const transpose = (chart) => ({
        ...chart, x: chart.y, y: chart.x, layers: chart.layers.map((layer) => ({ ...layer, x: layer.y, y: layer.x })),
    });

    function toggleCell(key, isShown) {
        const curves = drawn.find((each) => each.name === "learning-curves");
        for (const { chart } of curves.group.choices)
            for (const layer of chart.layers) if (layer.key === key) layer.isShown = isShown;
        curves.draw();
    }

    function commands(row) {
        const command = `${data.commands[row.sweep]} ${row.command}`;
        const code = element("pre", {}, element("code", {}, `${data.configCommands[row.sweep]}\n${command}`));
        const copy = element("button", { type: "button" }, "Copy");
        copy.addEventListener("click", async () => {
            try {
                await navigator.clipboard.writeText(code.textContent);
                copy.textContent = "Copied";
            } catch {
                getSelection().selectAllChildren(code);
            }
        });
        return [element("p", {}, row.about), element("p", {}, "Run it again:"), code, copy];
    }

    function mountTables() {
        const curveKeys = new Set(data.charts.filter((group) => group.name === "learning-curves")
            .flatMap((group) => group.choices.flatMap(({ chart }) => chart.layers.map((layer) => layer.key))));
        const shown = new Set(data.charts.filter((group) => group.name === "learning-curves")
            .flatMap((group) => group.choices[0].chart.layers.filter((layer) => layer.isShown).map((layer) => layer.key)));
        const lead = (row) => {
            if (!window.echarts || !curveKeys.has(row.key)) return [];
            const box = element("input", { type: "checkbox", checked: shown.has(row.key), title: "Show its learning curve", ariaLabel: `Show the learning curve of ${row.about}` });
            box.addEventListener("change", () => {
                box.checked ? shown.add(row.key) : shown.delete(row.key);
                toggleCell(row.key, box.checked);
            });
            return [box];
        };
        for (const [name, model] of Object.entries(data.tables)) {
            const host = document.getElementById(`${name}-table`);
            Tables.mount(host, model, { details: commands, lead: name === "cells" && curveKeys.size > 0 ? lead : null, leadTitle: "curve" });
        }
    }

    for (const group of data.charts) {
        const figure = document.getElementById(`chart-${group.name}`);
        if (figure) mountChart(figure, group);
    }
    mountTables();

    const redraw = () => drawn.forEach((each) => each.draw());
    document.getElementById("scheme").addEventListener("click", () => {
        root.dataset.scheme = isDark() ? "light" : "dark";
        redraw();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    let width = innerWidth, waiting = 0;
    addEventListener("resize", () => {
        // A phone's address bar changes only the height.
        if (innerWidth === width) return;
        width = innerWidth;
        clearTimeout(waiting);
        waiting = setTimeout(redraw, 150);
    });

    window.report = { charts: drawn };
})();
