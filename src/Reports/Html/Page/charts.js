// Turns a chart (src/Reports/Charts) into an option of ECharts.
// A chart has no colours and no pixels: they come from the theme and the width when it is drawn.
const Charts = (() => {
    const { finite, label, onAxis } = Numbers;
    const { shorten, across, up, rangeOf, axisOption, marginOf } = Axes;
    const { seriesOf, endNames, symbolOf } = Layers;
    const { escape, baseOption } = Frame;

    function xyOption(chart, theme, width, { isFree, zoom, picked }) {
        const layers = chart.layers.filter((layer) => layer.isShown);
        const isNarrow = width < 640;
        const ranges = [zoom?.x ?? rangeOf(chart.x, layers, across, false), zoom?.y ?? rangeOf(chart.y, layers, up, isFree)];
        const named = [...new Map(layers.filter((layer) => layer.name !== "" && across[layer.$type](layer).length > 0).map((layer) => [layer.name, layer])).values()];
        const curves = named.filter((layer) => layer.$type === "curve");
        const hasEndLabels = !isNarrow && curves.length > 1 && curves.length <= 8;
        const inLegend = named.filter((layer) => !(hasEndLabels && layer.$type === "curve"));
        const hasLegend = inLegend.length > 1 || (inLegend.length === 1 && layers.length > 1);
        // On a phone a list of a few names is easier to read than one that scrolls.
        const isList = isNarrow && inLegend.length <= 8, legendHeight = !hasLegend ? 0 : isList ? 20 * inLegend.length + 6 : isNarrow ? 40 : 24;
        const letters = width < 1000 ? 24 : 32, longest = Math.min(letters, Math.max(0, ...curves.map((layer) => layer.name.length)));
        const context = { theme, ranges, picked, isZoomed: Boolean(zoom) };
        const isOverX = chart.x.scale !== "category" && chart.y.scale !== "category" && layers.some((layer) => layer.$type === "curve");
        const tiles = layers.find((layer) => layer.$type === "tiles");
        return {
            ...baseOption(theme),
            grid: {
                left: marginOf(chart.y, width), right: hasEndLabels ? 24 + 7 * longest : 20,
                top: 34 + legendHeight + (tiles ? 30 : 0), bottom: chart.x.label ? 50 : 28, containLabel: false, legendHeight,
            },
            legend: {
                show: hasLegend, type: isList ? "plain" : "scroll", orient: isList ? "vertical" : "horizontal", top: 0, left: 0, right: 0, itemWidth: 18, itemHeight: 9,
                textStyle: { color: theme.text }, pageTextStyle: { color: theme.text }, pageIconColor: theme.text,
                formatter: (name) => shorten(name, isNarrow ? Math.floor(width / 7) - 5 : 60),
                selectedMode: false,
                data: inLegend.map((layer) => ({
                    name: layer.name,
                    icon: layer.$type === "curve" ? undefined : symbolOf(layer),
                    itemStyle: layer.shape === "ring" ? { color: "transparent", borderColor: theme.ink[layer.ink], borderWidth: 1.5 } : { color: theme.ink[layer.ink] },
                })),
            },
            visualMap: tiles ? scaleOf(tiles, theme, isNarrow) : undefined,
            xAxis: axisOption(chart.x, ranges[0], theme, width, false),
            yAxis: axisOption(chart.y, ranges[1], theme, width, true),
            tooltip: {
                ...baseOption(theme).tooltip,
                trigger: isOverX ? "axis" : "item",
                axisPointer: { type: "line", lineStyle: { color: theme.muted } },
                formatter: (parts) => tooltip(chart, Array.isArray(parts) ? parts : [parts], curves, theme),
            },
            series: [
                ...layers.flatMap((layer) => seriesOf[layer.$type](layer, context)),
                ...(hasEndLabels ? [endNames(curves, context, letters)] : []),
            ],
        };
    }

    function scaleOf(tiles, theme, isNarrow) {
        const known = tiles.value.filter((value) => value !== null && finite(value));
        if (known.length === 0) return undefined;
        const [low, high] = [Math.min(...known), Math.max(...known)];
        return {
            type: "continuous", min: low, max: high > low ? high : low + 1e-9, seriesIndex: -1, calculable: false, orient: "horizontal", left: "center", top: 0,
            itemWidth: 10, itemHeight: isNarrow ? 120 : 200, text: [label(high), `${isNarrow ? "" : `${tiles.valueLabel} `}${label(low)}`],
            inRange: { color: tiles.isMaximized ? theme.amounts : [...theme.amounts].reverse() }, textStyle: { color: theme.text },
        };
    }

    // Over numbers, a line names each curve with its nearest point, because curves need not have points at the same places.
    function tooltip(chart, parts, curves, theme) {
        const at = parts[0].axisValue, head = at === undefined ? "" : `${escape(chart.x.label)} ${escape(onAxis(chart.x, at))}`;
        const words = parts.filter((part) => part.data?.words).map((part) => escape(part.data.words));
        const lines = [...(at === undefined ? [] : curves.map((layer) => nearest(chart, layer, at, theme))), ...words].filter((line) => line !== "");
        return lines.length === 0 ? "" : [head, ...lines.slice(0, 14)].filter((line) => line !== "").join("<br>");
    }

    // Nothing for a curve that begins later or has ended before.
    function nearest({ x, y }, layer, at, theme) {
        const known = layer.x.flatMap((place, index) => place !== null && layer.y[index] !== null && finite(layer.y[index]) ? [index] : []);
        if (known.length === 0 || at < layer.x[known[0]] || at > layer.x[known.at(-1)]) return "";
        const index = known.reduce((best, each) => Math.abs(layer.x[each] - at) < Math.abs(layer.x[best] - at) ? each : best);
        const place = onAxis(x, layer.x[index]), raw = layer.unsmoothed?.[index];
        const notes = [raw === undefined ? "" : `smoothed from ${onAxis(y, raw)}`, place === onAxis(x, at) ? "" : `at ${place}`].filter(Boolean).join(", ");
        const marker = `<span style="display:inline-block;margin-right:4px;border-radius:10px;width:10px;height:10px;background-color:${theme.ink[layer.ink]}"></span>`;
        return `${marker}${escape(layer.name)}: <b>${escape(onAxis(y, layer.y[index]))}</b>${notes && ` (${escape(notes)})`}`;
    }

    // `view` is what a reader chose: `isFree` shows the whole range on the other scale instead of the part that the chart
    // asks for, `zoom` has the ranges of both axes or null, and `picked` the cells that stand out.
    function option(chart, theme, width, view) {
        if (chart.$type === "parallel") return Parallel.option(chart, theme, width, view);
        if (!view.isFree) return xyOption(chart, theme, width, view);
        const scale = chart.y.scale === "log" ? "linear" : "log";
        return xyOption({ ...chart, y: { ...chart.y, scale } }, theme, width, { ...view, isFree: scale === "log" });
    }

    const isEmpty = (chart) => chart.$type === "parallel"
        ? chart.lines.length === 0
        : chart.layers.filter((layer) => layer.isShown).every((layer) => across[layer.$type](layer).length === 0);

    return { option, isEmpty };
})();
