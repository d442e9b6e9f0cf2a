// A chart in its place, with the choices of a reader: what is drawn, the axis across, the scale, smoothing and zoom.
const Figures = (() => {
    const { element } = Tables;

    // `source` has the tools of the chart and creates it from the selection; `name` is the group's.
    function mount(figure, name, source, { theme, selection, facts }) {
        const canvas = figure.querySelector(".canvas"), caption = figure.querySelector("figcaption"), tools = figure.querySelector(".tools");
        const view = { isFree: false, zoom: null }, badge = element("p", { className: "badge", hidden: true });
        let instance = null, shown = null, isWaiting = false;
        const hint = element("p", { className: "hint", hidden: true });
        canvas.before(badge);
        caption.after(hint);

        const scale = element("input", { type: "checkbox" });
        const scaleLabel = element("label", { className: "scale" }, scale, " log axis");
        scale.addEventListener("change", () => { view.isFree = scale.checked !== (shown.y.scale === "log"); redraw(true); });
        const reset = element("button", { type: "button", className: "reset", hidden: true }, "Reset zoom");
        reset.addEventListener("click", () => redraw(true));
        source.mount(tools, redraw);
        tools.append(scaleLabel, reset);

        // Another chart has another range.
        function redraw(hasNewRange = false) {
            if (hasNewRange) view.zoom = null;
            draw();
        }

        function draw() {
            isWaiting = false;
            const chart = shown = source.chart(selection), isSwitchable = chart.y?.isScaleSwitchable === true;
            scaleLabel.hidden = !isSwitchable;
            if (isSwitchable) scale.checked = (chart.y.scale === "log") !== view.isFree;
            reset.hidden = view.zoom === null;
            figure.querySelector("h3").textContent = chart.title;
            caption.textContent = chart.caption;
            canvas.setAttribute("aria-label", `${chart.title}. ${chart.caption}`);
            showBadge();
            hint.textContent = [source.hint, isZoomable(chart) ? "Drag to zoom; double-click to see all." : "", hasCells(chart) ? "Click to pick a cell in all charts." : ""].filter(Boolean).join(" ");
            hint.hidden = hint.textContent === "";
            if (!window.echarts) return;
            const isEmpty = Charts.isEmpty(chart), width = canvas.clientWidth;
            const option = isEmpty ? nothing()
                : Charts.option(chart, theme(), width, { ...view, isFree: view.isFree && isSwitchable, picked: selection.picked });
            canvas.style.height = `${isEmpty ? 120 : Math.round(heightOf(chart, width) + (option.grid?.legendHeight ?? 0))}px`;
            if (instance === null) {
                instance = echarts.init(canvas, null, { renderer: "canvas", useDirtyRect: false });
                listen();
            } else {
                instance.resize();
            }
            instance.setOption(option, true);
            source.drawn?.(instance);
        }

        const nothing = () => ({
            title: {
                text: !selection.isFiltered ? "nothing to draw yet" : selection.count === 0 ? "no cell passes the filter" : "this chart has none of the cells that pass the filter", left: "center", top: "center",
                textStyle: { color: theme().muted, fontWeight: 400, fontSize: 14 },
            },
        });

        function showBadge() {
            badge.hidden = !selection.isFiltered;
            const all = facts.cells.length;
            badge.textContent = source.isOfAll ? `Not filtered: this is of all ${all} cells.` : `Filtered: ${selection.count} of ${all} cells.`;
        }

        function listen() {
            instance.on("click", ({ data, seriesIndex }) => {
                const cells = data?.cells ?? instance.getOption().series[seriesIndex]?.cells ?? [];
                if (cells.length > 0) selection.pick(cells);
            });
            const zoom = Zoom.listen(instance, canvas, () => isZoomable(shown) ? shown : null, (ranges) => { view.zoom = { x: ranges.x ?? view.zoom?.x ?? null, y: ranges.y ?? view.zoom?.y ?? null }; draw(); });
            instance.getZr().on("click", ({ target }) => { if (!target && !zoom.isDragged() && selection.picked.size > 0) selection.pick([...selection.picked]); });
            instance.getZr().on("dblclick", () => { if (view.zoom !== null) redraw(true); });
            source.listen?.(instance);
        }

        const isInSight = () => {
            const { top, bottom } = figure.getBoundingClientRect();
            return bottom > -200 && top < innerHeight + 200;
        };

        return {
            name, draw, showBadge, isInSight, instance: () => instance, chart: () => shown,
            get isWaiting() { return isWaiting; },
            wait() { isWaiting = true; },
            isSource: (changed) => source.isSource?.(changed) === true,
        };
    }

    const hasCells = (chart) => chart.$type === "parallel" || chart.layers.some((layer) => layer.cells.length > 0 || layer.key !== null);

    // Rows and columns of tiles have no range to choose.
    const isZoomable = (chart) => chart.$type === "xy" && chart.x.scale !== "category";

    // A chart with rows is as high as its rows; any other has its aspect ratio, within the window.
    function heightOf(chart, width) {
        const stacked = chart.$type === "parallel" ? Parallel.heightOf(chart, width) : null;
        if (stacked !== null) return stacked;
        if (chart.$type !== "xy" || chart.y.scale !== "category") return Math.max(300, Math.min(width / chart.aspectRatio, 620, innerHeight * 0.9));
        const isTiles = chart.layers.some((layer) => layer.$type === "tiles");
        return 120 + chart.y.categories.length * (isTiles ? 56 : 8 + 13 * Axes.linesOf(width));
    }

    return { mount };
})();
