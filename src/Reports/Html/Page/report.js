// Mounts the charts, the tables and the colour scheme of the page.
(async () => {
    const { element } = Tables;
    const data = await unpacked(document.getElementById("data").textContent);
    const root = document.documentElement;
    const facts = Facts(data.facts), selection = Selection(facts), sourceOf = Sources(data, facts, selection);
    const figures = [], tables = new Map();
    let curves = null;

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

    function mountFigures() {
        for (const group of data.charts) {
            const figure = document.getElementById(`chart-${group.name}`);
            if (!figure) continue;
            const source = sourceOf(group);
            if (group.name === "learning-curves") curves = source;
            figures.push(Figures.mount(figure, group.name, source, { theme, selection, facts }));
        }
        figures.forEach((figure) => figure.draw());
    }

    function commands(row) {
        const code = element("pre", {}, element("code", {}, row.command));
        const copy = element("button", { type: "button" }, "Copy");
        copy.addEventListener("click", async () => {
            try {
                await navigator.clipboard.writeText(code.textContent);
                copy.textContent = "Copied";
            } catch {
                getSelection().selectAllChildren(code);
            }
        });
        const seeds = row.moreSeeds ? [element("p", {}, "Run these seeds:"), element("pre", {}, element("code", {}, row.moreSeeds))] : [];
        return [element("p", {}, row.about), ...seeds, element("p", {}, "Run it again:"), code, copy];
    }

    const cellOf = (row) => row.key === null ? null : Number(row.key);

    function mountTables() {
        const lead = (row) => {
            const cell = cellOf(row);
            if (!curves.has(cell)) return [];
            const box = element("input", {
                type: "checkbox", checked: curves.isShown(cell), title: "Show its learning curve", ariaLabel: `Show the learning curve of ${row.about}`,
            });
            box.addEventListener("change", () => {
                curves.show(cell, box.checked);
                figures.find(({ name }) => name === "learning-curves").draw();
            });
            return [box];
        };
        for (const [name, model] of Object.entries(data.tables)) {
            const isCells = name === "cells";
            tables.set(name, Tables.mount(document.getElementById(`${name}-table`), model, {
                details: commands,
                lead: isCells && window.echarts && curves !== null ? lead : null,
                leadTitle: "curve",
                passes: (row) => row.key === null || (isCells ? selection.passesBrushes(cellOf(row)) : selection.isShown(cellOf(row))),
                isPicked: (row) => row.key !== null && selection.picked.has(cellOf(row)),
                opened: (row, isOpen) => { if (row.key !== null && isOpen !== selection.picked.has(cellOf(row))) selection.pick([cellOf(row)]); },
                filtered: isCells ? (rows) => selection.setWords(rows === null ? null : new Set(rows.map(cellOf))) : null,
            }));
        }
    }

    // Draws what is in sight at once and the rest when there is time, so that typing stays fast.
    let idle = 0;
    function drawAgain(isTold) {
        figures.forEach((figure) => figure.showBadge());
        figures.filter((figure) => !figure.isSource(isTold)).forEach((figure) => figure.isInSight() ? figure.draw() : figure.wait());
        clearTimeout(idle);
        idle = setTimeout(function next() {
            const figure = figures.find((each) => each.isWaiting);
            if (!figure) return;
            figure.draw();
            idle = setTimeout(next);
        }, 120);
    }

    // Says what is filtered and picked wherever the reader is on the page, and how to undo it.
    function mountBar() {
        const filter = element("span"), pick = element("span"), bar = element("div", { id: "selection", role: "status", hidden: true }, pick, filter);
        const clear = (text, action) => {
            const button = element("button", { type: "button" }, text);
            button.addEventListener("click", action);
            return button;
        };
        document.body.append(bar);
        selection.onChange(() => {
            const { picked } = selection, [first] = picked;
            bar.hidden = picked.size === 0 && !selection.isFiltered;
            pick.replaceChildren(...(picked.size === 0 ? [] : [
                element("b", {}, picked.size === 1 ? facts.cellOf.get(first).about : `${picked.size} cells picked`), " ", clear("Unpick", () => selection.pick([...picked])),
            ]));
            filter.replaceChildren(...(!selection.isFiltered ? [] : [
                `${selection.count} of ${facts.cells.length} cells pass the filter `, clear("Clear the filter", () => selection.clearFilter()),
            ]));
        });
    }

    const main = document.querySelector("main");
    let width = main.clientWidth, waiting = 0;
    mountFigures();
    mountTables();
    mountBar();
    selection.onChange((source) => {
        for (const [name, table] of tables) {
            // The table of cells has searched for the words itself.
            if (source === "clear") table.clear();
            else table.update(source === "pick" || (source === "table" && name === "cells"));
        }
        drawAgain(source);
    });
    addEventListener("keydown", (event) => { if (event.key === "Escape" && selection.picked.size > 0) selection.pick([...selection.picked]); });

    const redraw = () => figures.forEach((figure) => figure.draw());
    document.getElementById("scheme").addEventListener("click", () => {
        root.dataset.scheme = isDark() ? "light" : "dark";
        redraw();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    // The window may change its size while the page is being drawn.
    new ResizeObserver(() => {
        if (main.clientWidth === width) return;
        width = main.clientWidth;
        clearTimeout(waiting);
        waiting = setTimeout(redraw, 150);
    }).observe(main);

    window.report = { charts: figures, facts, selection };
})();
