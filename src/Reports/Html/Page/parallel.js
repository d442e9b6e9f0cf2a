// Parallel coordinates as an option of ECharts.
const Parallel = (() => {
    const { finite, number } = Numbers;
    const { shorten } = Axes;
    const { amount, share } = Layers;
    const { escape, baseOption } = Frame;

    function option(chart, theme, width, { picked }) {
        const last = chart.axes.length - 1;
        const known = chart.lines.filter((line) => !line.isAtChance).map((line) => line.values[last]).filter((value) => value !== null && finite(value));
        const low = Math.min(...known), high = Math.max(...known);
        const isStacked = isVertical(chart, width);
        const letters = isStacked ? 14 : Math.max(4, Math.floor(width / chart.axes.length / 6.4));
        return {
            ...baseOption(theme),
            parallel: isStacked ? { layout: "vertical", left: 42, right: 42, top: 10, bottom: 50 } : { left: 46, right: 64, top: 58, bottom: 20 },
            parallelAxis: chart.axes.map((axis, index) => ({
                dim: index,
                // A long path is in two lines.
                name: isStacked || axis.label.length <= letters * 0.85 ? axis.label : axis.label.split(/(?<=\.)(?=[^.]*$)/).map((part) => shorten(part, letters)).join("\n"),
                type: axis.scale === "category" ? "category" : axis.scale === "log" ? "log" : "value",
                data: axis.scale === "category" ? axis.categories : undefined,
                scale: true,
                min: axis.scale === "category" ? undefined : "dataMin",
                max: axis.scale === "category" ? undefined : "dataMax",
                nameTextStyle: { color: theme.text, fontWeight: index === last ? 600 : 400 },
                nameLocation: isStacked ? "middle" : "end",
                nameGap: isStacked ? 26 : 14,
                axisLine: { lineStyle: { color: theme.muted } },
                axisTick: { show: false },
                areaSelectStyle: { width: 18, borderWidth: 1, borderColor: theme.text, color: theme.muted, opacity: 0.35 },
                realtime: false,
                axisLabel: {
                    customValues: axis.ticks,
                    // The ends of a fitted range are not round numbers.
                    showMinLabel: index < last, showMaxLabel: index < last,
                    color: theme.text, fontSize: 11, hideOverlap: true, backgroundColor: theme.panel, padding: [1, 3], borderRadius: 2,
                    formatter: (value) => shorten(axis.scale === "category" ? String(value) : number(Number(value)), letters),
                },
            })),
            series: [{
                type: "parallel",
                lineStyle: { width: 1.5 },
                inactiveOpacity: 0.06,
                activeOpacity: 0.9,
                emphasis: { disabled: false, lineStyle: { width: 4, opacity: 1 } },
                data: chart.lines.map((line) => ({
                    value: line.values.map((part) => part === null ? "-" : part),
                    words: line.text,
                    cells: line.cell === null ? [] : [line.cell],
                    lineStyle: styleOf(line, theme, (value) => share(value, low, high, chart.isMaximized), picked),
                })),
            }],
            tooltip: { ...baseOption(theme).tooltip, trigger: "item", formatter: (part) => part.data?.words ? escape(part.data.words) : "" },
        };
    }

    // Where axes side by side have no room for their names, they lie below each other.
    const isVertical = (chart, width) => width / chart.axes.length < 90;
    const heightOf = (chart, width) => isVertical(chart, width) ? 40 + 74 * chart.axes.length : null;

    function styleOf(line, theme, shareOf, picked) {
        const value = line.values.at(-1), hasPick = picked.has(line.cell);
        const style = line.isAtChance ? { color: theme.ink.atChance, type: "dotted", opacity: 0.5 }
            : value === null ? { color: theme.ink.diverged, type: "dashed", opacity: 0.55 }
            : { color: amount(theme, theme.isDark ? 0.2 + 0.8 * shareOf(value) : 0.88 * shareOf(value)), opacity: 0.85 };
        return hasPick ? { ...style, width: 4, opacity: 1 } : picked.size > 0 ? { ...style, opacity: 0.12 } : style;
    }

    return { option, heightOf };
})();
