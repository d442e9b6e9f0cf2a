// Turns a chart (src/Reports/Charts) into an option of ECharts.
// A chart has no colours and no pixels: they come from the theme and the width when it is drawn.
const Charts = (() => {
    const finite = Number.isFinite;

    const digits = new Intl.NumberFormat("en", { maximumSignificantDigits: 4, useGrouping: false });

    function number(value) {
        if (!finite(value)) return value === null || Number.isNaN(value) ? "NaN" : String(value);
        const size = Math.abs(value);
        return size !== 0 && (size >= 1e6 || size < 1e-4) ? value.toExponential(3).replace(/\.?0+e/, "e") : digits.format(value);
    }

    function duration(seconds) {
        if (seconds < 90) return `${digits.format(seconds)} s`;
        return seconds < 5400 ? `${digits.format(seconds / 60)} min` : `${digits.format(seconds / 3600)} h`;
    }

    function text(axis, value) {
        switch (axis.scale === "category" ? "category" : axis.unit) {
            case "category": return axis.categories[Math.round(value)] ?? "";
            case "share": return `${digits.format(value * 100)} %`;
            case "seconds": return duration(value);
            default: return number(value);
        }
    }

    const escape = (words) => String(words).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

    // Shortens a text that is too long, as Formatting/Shortening.cs does: it ends after a whole value, else after a
    // whole word, else within the first word; a number is never cut.
    function shorten(words, length) {
        if (words.length <= length) return words;
        for (const gap of [", ", " "]) {
            const end = words.lastIndexOf(gap, length - 1 - gap.length);
            if (end > 0) return `${words.slice(0, end)}${gap.trimEnd()} …`;
        }
        return /^[-±\d]/.test(words) ? "…" : `${[...words.split(" ")[0]].slice(0, Math.max(1, length - 1)).join("")}…`;
    }

    const across = {
        curve: (layer) => layer.x,
        marks: (layer) => layer.x,
        intervals: (layer) => [...layer.value, ...layer.low, ...layer.high],
        spans: (layer) => [...layer.from, ...layer.to],
        tiles: (layer) => layer.x,
    };
    const up = {
        curve: (layer) => [...layer.y, ...layer.low, ...layer.high],
        marks: (layer) => layer.y,
        intervals: (layer) => layer.y,
        spans: (layer) => layer.y,
        tiles: (layer) => layer.y,
    };

    // The range of an axis: its own ends, or the extent of the layers with some padding.
    function rangeOf(axis, layers, values, isFree) {
        if (axis.scale === "category") return [-0.5, axis.categories.length - 0.5];
        const isLog = axis.scale === "log";
        const minimum = isFree ? null : axis.minimum, maximum = isFree ? null : axis.maximum;
        let low = Infinity, high = -Infinity;
        for (const layer of layers) {
            for (const value of values[layer.$type](layer)) {
                // A value beyond one end does not extend the other.
                if (value === null || !finite(value) || (isLog && value <= 0) || value < (minimum ?? value) || value > (maximum ?? value)) continue;
                if (value < low) low = value;
                if (value > high) high = value;
            }
        }
        if (low > high) [low, high] = isLog ? [0.1, 1] : [0, 1];
        if (isLog) return [minimum ?? low * 0.8, maximum ?? high * 1.25];
        const room = (high - low) * 0.04 || Math.abs(high) * 0.1 || 0.5;
        return [minimum ?? low - room, maximum ?? high + room];
    }

    function axisOption(axis, range, theme, length, isVertical) {
        const isCategory = axis.scale === "category";
        const letters = isVertical ? lettersOf(length) : 14;
        return {
            // A category axis is drawn as numbers with names, so that marks can be beside the middle of their place.
            type: axis.scale === "log" ? "log" : "value",
            min: range[0],
            max: range[1],
            inverse: isCategory && isVertical,
            name: axis.label,
            nameLocation: !isVertical ? "middle" : isCategory ? "start" : "end",
            nameGap: isVertical ? 12 : 30,
            nameTextStyle: { color: theme.muted, align: isVertical ? "left" : "center", padding: 0 },
            interval: isCategory ? 1 : undefined,
            minInterval: axis.unit === "count" ? 1 : undefined,
            axisLine: { show: !isVertical && !isCategory, onZero: false, lineStyle: { color: theme.grid } },
            axisTick: { show: false },
            splitLine: { show: !isCategory, lineStyle: { color: theme.grid, width: 0.5 } },
            axisLabel: {
                color: theme.text,
                hideOverlap: true,
                // The ends of a fitted range are not round numbers.
                showMinLabel: isCategory ? undefined : Number.isInteger(axis.minimum),
                showMaxLabel: isCategory ? undefined : Number.isInteger(axis.maximum),
                formatter: (value) => !isCategory ? text(axis, value)
                    : Number.isInteger(value) ? shorten(axis.categories[value] ?? "", letters) : "",
                customValues: isCategory ? everyNth(axis.categories.length, isVertical ? 400 : Math.max(2, Math.floor(length / 90))) : undefined,
            },
        };
    }

    const letterWidth = 6.8;

    // The letters of names beside rows: a third of the width, more if it is narrow.
    const lettersOf = (width) => Math.max(8, Math.floor(width * (width < 640 ? 0.44 : 0.34) / letterWidth));

    // The room beside the vertical axis.
    const marginOf = (axis, width) => axis.scale !== "category" ? 62
        : 16 + letterWidth * Math.min(lettersOf(width), Math.max(4, ...axis.categories.map((name) => name.length)));

    function everyNth(count, most) {
        const stride = Math.max(1, Math.ceil(count / most));
        return Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride);
    }

    const dashes = ["solid", "dashed", "dotted", [8, 3, 2, 3], [12, 4], [2, 5]];
    const dashOf = (ink) => /^series\d$/.test(ink) ? dashes[Number(ink.at(-1))] : "solid";
    const clampTo = (range, value) => value === null ? null : Math.max(range[0], Math.min(range[1], value));

    const seriesOf = {
        curve(layer, context) {
            const { theme, ranges } = context, colour = theme.ink[layer.ink];
            const series = [];
            if (layer.low.length > 0) {
                series.push(custom(layer, context, [0], (parameters, api) => ({
                    type: "group",
                    children: bands(layer, ranges[1]).map((band) => ({
                        type: "polygon",
                        shape: { points: band.map(([x, y]) => api.coord([x, y])) },
                        style: { fill: colour, opacity: 0.16 },
                    })),
                }), { silent: true, tooltip: { show: false }, name: "" }));
            }
            series.push({
                type: "line",
                name: layer.name,
                data: layer.x.map((x, index) => [x, layer.y[index]]),
                step: layer.isStep ? "end" : false,
                showSymbol: layer.x.length === 1,
                symbol: "circle",
                symbolSize: 6,
                lineStyle: { color: colour, width: 2, type: dashOf(layer.ink) },
                itemStyle: { color: colour },
                connectNulls: false,
                clip: true,
                emphasis: { disabled: true },
                endLabel: context.hasEndLabels && layer.name !== ""
                    ? { show: true, formatter: shorten(layer.name, 26), color: colour, fontWeight: 600, distance: 6 } : undefined,
                labelLayout: { moveOverlap: "shiftY" },
            });
            return series;
        },

        marks(layer, { theme, ranges }) {
            const isCross = layer.shape === "cross", colour = theme.ink[layer.ink];
            return [{
                type: "scatter",
                name: layer.name,
                data: layer.x.map((x, index) => ({ value: [clampTo(ranges[0], x), clampTo(ranges[1], layer.y[index])], words: layer.texts[index] })),
                symbol: isCross ? "path://M0,1 L1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 Z" : "circle",
                symbolSize: isCross ? 10 : layer.x.length > 300 ? 4 : 6,
                itemStyle: { color: colour, opacity: isCross ? 1 : 0.75 },
                clip: false,
                z: 5,
            }];
        },

        intervals(layer, context) {
            const colour = context.theme.ink[layer.ink];
            return [custom(layer, context, layer.y, (parameters, api) => {
                const index = parameters.dataIndexInside;
                const [x, y] = api.coord([layer.value[index], layer.y[index]]);
                const children = [];
                if (layer.low[index] !== null && layer.high[index] !== null) {
                    const [from, to] = [layer.low[index], layer.high[index]].map((end) => api.coord([clampTo(context.ranges[0], end), layer.y[index]])[0]);
                    for (const [x1, y1, x2, y2] of [[from, y, to, y], [from, y - 5, from, y + 5], [to, y - 5, to, y + 5]])
                        children.push({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth: 2 } });
                }
                children.push({ type: "circle", shape: { cx: x, cy: y, r: 5 }, style: { fill: colour } });
                return { type: "group", children };
            }, { z: 4 })];
        },

        spans(layer, context) {
            const colour = context.theme.ink[layer.ink];
            return [custom(layer, context, layer.y, (parameters, api) => {
                const index = parameters.dataIndexInside;
                const [from, y] = api.coord([layer.from[index], layer.y[index]]);
                const [to] = api.coord([layer.to[index], layer.y[index]]);
                const height = Math.min(28, api.size([0, 1])[1] * 0.62);
                return {
                    type: "rect",
                    shape: { x: from, y: y - height / 2, width: Math.max(1, to - from), height },
                    style: { fill: colour, stroke: context.theme.background, lineWidth: to - from > 4 ? 1 : 0 },
                };
            })];
        },

        tiles(layer, context) {
            const known = layer.value.filter((value) => value !== null && finite(value));
            const low = Math.min(...known), high = Math.max(...known);
            return [custom(layer, context, layer.y, (parameters, api) => {
                const index = parameters.dataIndexInside, value = layer.value[index];
                const [x, y] = api.coord([layer.x[index], layer.y[index]]);
                const [width, height] = api.size([1, 1]);
                const fill = value === null ? context.theme.empty : amount(context.theme, share(value, low, high, layer.isMaximized));
                const lines = layer.texts[index].split("\n"), room = Math.floor(width / 7);
                const words = (height < 40 ? lines.slice(0, 1) : lines).map((line) => shorten(line, room)).join("\n");
                return {
                    type: "group",
                    children: [
                        { type: "rect", shape: { x: x - width / 2 + 1, y: y - height / 2 + 1, width: width - 2, height: height - 2, r: 2 }, style: { fill } },
                        ...(layer.diverged[index] > 0 ? [{
                            type: "rect",
                            shape: { x: x - width / 2 + 1, y: y + height / 2 - 6, width: (width - 2) * layer.diverged[index], height: 5 },
                            style: { fill: context.theme.ink.diverged },
                        }] : []),
                        ...(width < 34 || height < 14 ? [] : [{
                            type: "text",
                            style: {
                                text: words, x, y, align: "center", verticalAlign: "middle", fontSize: 12, lineHeight: 16,
                                fontFamily: context.theme.font, fill: value === null ? context.theme.text : contrast(fill),
                            },
                        }]),
                    ],
                };
            })];
        },
    };

    // A polygon for each stretch without a gap.
    function bands(layer, range) {
        const stretches = [];
        let stretch = null;
        layer.x.forEach((x, index) => {
            const low = layer.low[index], high = layer.high[index];
            if (low === null || high === null) {
                stretch = null;
                return;
            }
            if (stretch === null) stretches.push(stretch = { lower: [], upper: [] });
            stretch.lower.push([x, clampTo(range, low)]);
            stretch.upper.push([x, clampTo(range, high)]);
        });
        return stretches.map(({ lower, upper }) => [...upper, ...lower.reverse()]);
    }

    function custom(layer, context, rows, renderItem, more = {}) {
        return {
            type: "custom",
            name: layer.name,
            data: Array.from(rows, (_, index) => ({ value: [0, 0], words: (layer.texts ?? [])[index] })),
            renderItem,
            itemStyle: { color: context.theme.ink[layer.ink] },
            clip: true,
            ...more,
        };
    }

    const share = (value, low, high, isMaximized) => {
        const part = high > low ? (value - low) / (high - low) : 1;
        return isMaximized ? part : 1 - part;
    };

    function amount(theme, part) {
        const place = Math.max(0, Math.min(1, part)) * (theme.amounts.length - 1), index = Math.min(Math.floor(place), theme.amounts.length - 2);
        const channel = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
        const mixed = [1, 3, 5].map((at) => {
            const [from, to] = [channel(theme.amounts[index], at), channel(theme.amounts[index + 1], at)];
            return Math.round(from + (to - from) * (place - index));
        });
        return `rgb(${mixed.join(",")})`;
    }

    function contrast(colour) {
        const [red, green, blue] = colour.match(/\d+/g).map(Number);
        return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? "#000000" : "#ffffff";
    }

    const baseOption = (theme) => ({
        animation: false,
        backgroundColor: "transparent",
        textStyle: { fontFamily: theme.font, fontSize: 12, color: theme.text },
        aria: { enabled: false },
        tooltip: {
            backgroundColor: theme.panel,
            borderColor: theme.grid,
            textStyle: { color: theme.text, fontSize: 12 },
            extraCssText: "max-width: min(420px, 90vw); white-space: normal; overflow-wrap: anywhere;",
            confine: true,
        },
    });

    function xyOption(chart, theme, width, isFree) {
        const layers = chart.layers.filter((layer) => layer.isShown);
        const isNarrow = width < 640;
        const ranges = [rangeOf(chart.x, layers, across, false), rangeOf(chart.y, layers, up, isFree)];
        const named = [...new Map(layers.filter((layer) => layer.name !== "").map((layer) => [layer.name, layer])).values()];
        const curves = named.filter((layer) => layer.$type === "curve");
        const hasEndLabels = !isNarrow && curves.length > 1 && curves.length <= 8;
        const inLegend = named.filter((layer) => !(hasEndLabels && layer.$type === "curve"));
        const hasLegend = inLegend.length > 1 || (inLegend.length === 1 && layers.length > 1);
        const context = { theme, ranges, hasEndLabels };
        const isOverX = chart.x.scale !== "category" && chart.y.scale !== "category" && layers.some((layer) => layer.$type === "curve");
        const tiles = layers.find((layer) => layer.$type === "tiles");
        return {
            ...baseOption(theme),
            grid: {
                left: marginOf(chart.y, width), right: hasEndLabels ? Math.min(210, 24 + 7 * Math.min(26, Math.max(...curves.map((layer) => layer.name.length)))) : 20,
                top: 34 + (hasLegend ? (isNarrow ? 40 : 24) : 0) + (tiles ? 30 : 0), bottom: chart.x.label ? 50 : 28, containLabel: false,
            },
            legend: {
                show: hasLegend, type: "scroll", top: 0, left: 0, right: 0, itemWidth: 18, itemHeight: 9,
                textStyle: { color: theme.text }, pageTextStyle: { color: theme.text }, pageIconColor: theme.text,
                formatter: (name) => shorten(name, isNarrow ? 30 : 60),
                data: inLegend.map((layer) => ({ name: layer.name, icon: layer.$type === "curve" ? undefined : layer.shape === "cross" ? "path://M0,1 L1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 Z" : "circle", itemStyle: { color: theme.ink[layer.ink] } })),
            },
            visualMap: tiles ? scaleOf(tiles, theme, isNarrow) : undefined,
            xAxis: axisOption(chart.x, ranges[0], theme, width, false),
            yAxis: axisOption(chart.y, ranges[1], theme, width, true),
            tooltip: {
                ...baseOption(theme).tooltip,
                trigger: isOverX ? "axis" : "item",
                axisPointer: { type: "line", lineStyle: { color: theme.muted } },
                formatter: (parts) => tooltip(chart, Array.isArray(parts) ? parts : [parts]),
            },
            series: layers.flatMap((layer) => seriesOf[layer.$type](layer, context)),
        };
    }

    function scaleOf(tiles, theme, isNarrow) {
        const known = tiles.value.filter((value) => value !== null && finite(value));
        if (known.length === 0) return undefined;
        const [low, high] = [Math.min(...known), Math.max(...known)];
        return {
            type: "continuous", min: low, max: high > low ? high : low + 1e-9, seriesIndex: -1, calculable: false, orient: "horizontal", left: "center", top: 0,
            itemWidth: 10, itemHeight: isNarrow ? 120 : 200, text: [number(high), `${isNarrow ? "" : `${tiles.valueLabel} `}${number(low)}`],
            inRange: { color: tiles.isMaximized ? theme.amounts : [...theme.amounts].reverse() }, textStyle: { color: theme.text },
        };
    }

    function tooltip(chart, parts) {
        const lines = parts.filter((part) => part.seriesName !== "" || part.data?.words).slice(0, 14).map((part) => {
            if (part.data?.words) return escape(part.data.words);
            const value = part.value;
            return value && value[1] !== null ? `${part.marker ?? ""}${escape(part.seriesName)}: <b>${escape(text(chart.y, value[1]))}</b>` : "";
        }).filter((line) => line !== "");
        if (lines.length === 0) return "";
        const head = parts[0].axisValue !== undefined ? `${escape(chart.x.label)} ${escape(text(chart.x, parts[0].axisValue))}<br>` : "";
        return head + lines.join("<br>");
    }

    function parallelOption(chart, theme, width) {
        const last = chart.axes.length - 1;
        const known = chart.lines.map((line) => line.values[last]).filter((value) => value !== null && finite(value));
        const low = Math.min(...known), high = Math.max(...known);
        const letters = Math.max(4, Math.floor(width / chart.axes.length / 7));
        return {
            ...baseOption(theme),
            parallel: { left: 46, right: 64, top: 46, bottom: 20 },
            parallelAxis: chart.axes.map((axis, index) => ({
                dim: index,
                name: shorten(axis.label, letters),
                type: axis.scale === "category" ? "category" : axis.scale === "log" ? "log" : "value",
                data: axis.scale === "category" ? axis.categories : undefined,
                scale: true,
                min: axis.scale === "category" ? undefined : "dataMin",
                max: axis.scale === "category" ? undefined : "dataMax",
                nameTextStyle: { color: theme.text, fontWeight: index === last ? 600 : 400 },
                nameGap: 14,
                axisLine: { lineStyle: { color: theme.muted } },
                axisTick: { show: false },
                axisLabel: {
                    color: theme.text, fontSize: 11, hideOverlap: true, backgroundColor: theme.panel, padding: [1, 3], borderRadius: 2,
                    formatter: (value) => shorten(axis.scale === "category" ? String(value) : number(Number(value)), letters),
                },
            })),
            series: [{
                type: "parallel",
                lineStyle: { width: 1.5 },
                emphasis: { disabled: false, lineStyle: { width: 4, opacity: 1 } },
                data: chart.lines.map((line) => {
                    const value = line.values[last], isMissing = value === null;
                    return {
                        value: line.values.map((part, index) => part === null ? "-" : part),
                        words: line.text,
                        lineStyle: isMissing
                            ? { color: theme.ink.diverged, type: "dashed", opacity: 0.55 }
                            : { color: amount(theme, theme.isDark ? 0.2 + 0.8 * share(value, low, high, chart.isMaximized) : 0.88 * share(value, low, high, chart.isMaximized)), opacity: 0.85 },
                    };
                }),
            }],
            tooltip: { ...baseOption(theme).tooltip, trigger: "item", formatter: (part) => part.data?.words ? escape(part.data.words) : "" },
        };
    }

    // `isFree` shows the whole range on the other scale instead of the part that the chart asks for.
    function option(chart, theme, width, isFree = false) {
        if (chart.$type === "parallel") return parallelOption(chart, theme, width);
        if (!isFree) return xyOption(chart, theme, width, false);
        const scale = chart.y.scale === "log" ? "linear" : "log";
        return xyOption({ ...chart, y: { ...chart.y, scale } }, theme, width, scale === "log");
    }

    const isEmpty = (chart) => chart.$type === "parallel"
        ? chart.lines.length === 0
        : chart.layers.filter((layer) => layer.isShown).every((layer) => across[layer.$type](layer).length === 0);

    return { option, isEmpty };
})();
