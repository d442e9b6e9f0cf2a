// Turns the layers of a chart into series of ECharts.
const Layers = (() => {
    const { finite } = Numbers;
    const { wrap, clampTo } = Axes;

    const dashes = ["solid", "dashed", "dotted", [8, 3, 2, 3], [12, 4], [2, 5]];
    const dashOf = (ink) => /^series\d$/.test(ink) ? dashes[Number(ink.at(-1))] : "solid";
    const crossPath = "path://M0,1 L1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 Z";
    const symbols = { cross: crossPath, diamond: "diamond", triangle: "path://M0,1 L10,1 L5,10 Z" };
    const symbolOf = (layer) => symbols[layer.shape] ?? "circle";

    // What a reader picked stands out; everything else that stands for a cell is faint meanwhile.
    const isPicked = (context, cells) => cells.some((cell) => context.picked.has(cell));
    const isFaint = (context, cells) => context.picked.size > 0 && cells.length > 0 && !isPicked(context, cells);
    const opacityOf = (context, cells, usual = 1) => isFaint(context, cells) ? usual * 0.2 : usual;
    const cellsOf = (layer) => layer.key === null ? [] : [Number(layer.key)];

    const seriesOf = {
        curve(layer, context) {
            const { theme, ranges } = context, colour = theme.ink[layer.ink], cells = cellsOf(layer);
            const opacity = opacityOf(context, cells), hasPick = isPicked(context, cells);
            const series = [];
            if (layer.low.length > 0) {
                series.push(custom(layer, context, [0], (parameters, api) => ({
                    type: "group",
                    children: bands(layer, ranges).map((band) => ({
                        type: "polygon",
                        shape: { points: band.map(([x, y]) => api.coord([x, y])) },
                        style: { fill: colour, opacity: 0.16 * opacity },
                    })),
                }), { silent: true, tooltip: { show: false }, name: "" }));
            }
            series.push({
                type: "line",
                name: layer.name,
                cells,
                data: layer.x.map((x, index) => [x, layer.y[index]]),
                step: layer.isStep ? "end" : false,
                showSymbol: layer.x.length === 1,
                symbol: "circle",
                symbolSize: 6,
                triggerLineEvent: cells.length > 0,
                lineStyle: { color: colour, width: layer.isFaint ? 1 : hasPick ? 4 : 2, type: dashOf(layer.ink), opacity: layer.isFaint ? 0.35 * opacity : opacity },
                itemStyle: { color: colour, opacity },
                tooltip: layer.isFaint ? { show: false } : undefined,
                connectNulls: false,
                clip: true,
                z: hasPick ? 4 : 2,
                emphasis: { disabled: true },
            });
            return series;
        },

        marks(layer, context) {
            const { theme, ranges } = context, colour = theme.ink[layer.ink], own = cellsOf(layer);
            const size = layer.shape === "cross" ? 10 : layer.shape === "diamond" ? 12 : (layer.x.length > 300 ? 4 : 7) * (layer.shape === "triangle" ? 1.2 : 1);
            // What lies beyond an axis that a reader did not choose is drawn at its edge.
            const place = (range, value, isZoomed) => !isZoomed ? clampTo(range, value) : value >= range[0] && value <= range[1] ? value : null;
            return [{
                type: "scatter",
                name: layer.name,
                data: layer.x.map((x, index) => {
                    const cells = layer.cells[index] ?? own, hasPick = isPicked(context, cells);
                    const opacity = opacityOf(context, cells, layer.shape === "dot" ? 0.75 : 1);
                    return {
                        value: [place(ranges[0], x, context.isZoomed), place(ranges[1], layer.y[index], context.isZoomed)],
                        words: layer.texts[index],
                        cells,
                        symbolSize: hasPick ? size * 1.7 : size,
                        itemStyle: layer.shape === "ring" ? { color: "transparent", borderColor: colour, borderWidth: 1.5, opacity } : { color: colour, opacity },
                    };
                }),
                symbol: symbolOf(layer),
                itemStyle: { color: colour },
                clip: false,
                z: layer.shape === "diamond" ? 6 : 5,
            }];
        },

        intervals(layer, context) {
            const colour = context.theme.ink[layer.ink];
            return [custom(layer, context, layer.y, (parameters, api) => {
                const index = parameters.dataIndexInside, cells = layer.cells[index] ?? [];
                const [x, y] = api.coord([layer.value[index], layer.y[index]]);
                const opacity = opacityOf(context, cells), hasPick = isPicked(context, cells);
                const children = [];
                if (layer.low[index] !== null && layer.high[index] !== null) {
                    const [from, to] = [layer.low[index], layer.high[index]].map((end) => api.coord([clampTo(context.ranges[0], end), layer.y[index]])[0]);
                    for (const [x1, y1, x2, y2] of [[from, y, to, y], [from, y - 5, from, y + 5], [to, y - 5, to, y + 5]])
                        children.push({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth: 2, opacity } });
                }
                children.push({ type: "circle", shape: { cx: x, cy: y, r: hasPick ? 8 : 5 }, style: { fill: colour, opacity } });
                return { type: "group", children };
            }, { z: 4 })];
        },

        spans(layer, context) {
            const colour = context.theme.ink[layer.ink];
            return [custom(layer, context, layer.y, (parameters, api) => {
                const index = parameters.dataIndexInside, cells = layer.cells[index] ?? [];
                const [from, y] = api.coord([layer.from[index], layer.y[index]]);
                const [to] = api.coord([layer.to[index], layer.y[index]]);
                const height = Math.min(28, api.size([0, 1])[1] * 0.62);
                return {
                    type: "rect",
                    shape: { x: from, y: y - height / 2, width: Math.max(1, to - from), height },
                    style: { fill: colour, stroke: context.theme.background, lineWidth: to - from > 4 ? 1 : 0, opacity: opacityOf(context, cells) },
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
                const lines = layer.texts[index].split("\n"), room = Math.floor(width / 6.2);
                const isTight = height < 16 * lines.length || lines.some((line) => line.length > room);
                const words = (isTight ? lines.slice(0, 1) : lines).join("\n");
                const isWide = !isTight || lines[0].length <= room;
                const hasPick = isPicked(context, layer.cells[index] ?? []);
                return {
                    type: "group",
                    children: [
                        { type: "rect", shape: { x: x - width / 2 + 1, y: y - height / 2 + 1, width: width - 2, height: height - 2, r: 2 }, style: { fill, stroke: hasPick ? context.theme.text : "transparent", lineWidth: hasPick ? 3 : 0 } },
                        ...(layer.diverged[index] > 0 ? [{
                            type: "rect",
                            shape: { x: x - width / 2 + 1, y: y + height / 2 - 6, width: (width - 2) * layer.diverged[index], height: 5 },
                            style: { fill: context.theme.ink.diverged },
                        }] : []),
                        ...(!isWide || height < 14 ? [] : [{
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
    function bands(layer, [across, range]) {
        const stretches = [];
        let stretch = null;
        layer.x.forEach((x, index) => {
            const low = layer.low[index], high = layer.high[index];
            if (low === null || high === null || x === null || x < across[0] || x > across[1]) {
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
            data: Array.from(rows, (_, index) => ({ value: [0, 0], words: (layer.texts ?? [])[index], cells: layer.cells[index] ?? [] })),
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

    // The names of curves beside their ends, moved apart as little as needed, as EndLabels does in pictures.
    function endNames(curves, context, letters) {
        const names = new Map(curves.map((layer) => [layer, wrap(layer.name, letters, 3)]));
        const distance = 2 + 13 * Math.max(...[...names.values()].map((name) => name.split("\n").length)), first = { ...curves[0], name: "", texts: [], cells: [] };
        return custom(first, context, [0], (parameters, api) => {
            const { x, y, width, height } = parameters.coordSys;
            const ends = curves.map((layer) => ({ layer, end: endOf(layer, context.ranges) })).map(({ layer, end }) => ({
                layer, at: end === null ? [x + width, y + height] : api.coord(end),
            })).sort((one, other) => one.at[1] - other.at[1]);
            const heights = apart(ends.map(({ at }) => at[1]), distance, y, y + height);
            return {
                type: "group",
                children: ends.flatMap(({ layer, at: [endX, endY] }, index) => {
                    const fill = context.theme.ink[layer.ink], opacity = opacityOf(context, cellsOf(layer)), left = x + width + 14;
                    return [
                        { type: "line", shape: { x1: endX, y1: endY, x2: left - 3, y2: heights[index] }, style: { stroke: fill, lineWidth: 1, opacity: 0.5 * opacity } },
                        { type: "text", style: { text: names.get(layer), lineHeight: 13, x: left, y: heights[index], verticalAlign: "middle", fill, opacity, font: `600 12px ${context.theme.font}` } },
                    ];
                }),
            };
        }, { silent: true, tooltip: { show: false }, clip: false, z: 6 });
    }

    // The last place of a curve that is drawn.
    function endOf(layer, [across, up]) {
        for (let index = layer.x.length - 1; index >= 0; index--) {
            const [x, y] = [layer.x[index], layer.y[index]];
            if (x !== null && y !== null && x >= across[0] && x <= across[1] && y >= up[0] && y <= up[1]) return [x, y];
        }
        return null;
    }

    // Rising heights, moved as little as needed to be a distance apart between top and bottom.
    function apart(heights, distance, top, bottom) {
        const groups = [], half = (count) => (count - 1) * distance / 2;
        const inside = (middle, count) => ({ count, middle: Math.max(Math.min(middle, bottom - half(count)), top + half(count)) });
        for (const height of heights) {
            groups.push(inside(height, 1));
            while (groups.length > 1 && groups.at(-1).middle - groups.at(-2).middle < (groups.at(-1).count + groups.at(-2).count) * distance / 2) {
                const [before, last] = groups.splice(-2), count = before.count + last.count;
                groups.push(inside((before.middle * before.count + last.middle * last.count) / count, count));
            }
        }
        return groups.flatMap(({ middle, count }) => Array.from({ length: count }, (_, index) => middle - half(count) + index * distance));
    }

    return { seriesOf, endNames, amount, share, symbolOf };
})();
