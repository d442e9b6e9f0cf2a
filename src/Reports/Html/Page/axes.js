// The axes of a chart: their ranges, names and numbers.
const Axes = (() => {
    const { finite, number, onAxis } = Numbers;

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

    // In lines of so many letters, the last of which may be cut.
    function wrap(words, length, mostLines) {
        const lines = [""];
        // A value stays in one line if it fits.
        const parts = words.split(/(?<=, )/).flatMap((value) => value.trimEnd().length > length ? value.split(/(?<= )/) : [value]);
        while (parts.length > 0) {
            if ((lines.at(-1) + parts[0]).trimEnd().length > length && lines.at(-1) !== "") {
                if (lines.length === mostLines) break;
                lines.push("");
            }
            lines[lines.length - 1] += parts.shift();
        }
        lines[lines.length - 1] = shorten((lines.at(-1) + parts.join("")).trimEnd(), length);
        return lines.map((line) => line.trimEnd()).join("\n");
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
        const letters = isVertical ? lettersOf(length) : lettersPerColumn(axis, length);
        const step = axis.unit === "seconds" ? secondsBetween(range, length) : undefined;
        const ticks = step !== undefined ? multiplesOf(step, range) : axis.ticks;
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
            axisTick: { show: false, customValues: step !== undefined ? ticks : undefined },
            splitLine: { show: !isCategory, lineStyle: { color: theme.grid, width: 0.5 } },
            axisLabel: {
                color: theme.text,
                hideOverlap: true,
                // The ends of a fitted range are not round numbers.
                showMinLabel: isCategory || ticks ? undefined : Number.isInteger(axis.minimum),
                showMaxLabel: isCategory || ticks ? undefined : Number.isInteger(axis.maximum),
                formatter: (value) => step !== undefined ? inUnitOf(step, value) : !isCategory ? onAxis(axis, value)
                    : Number.isInteger(value) ? wrap(axis.categories[value] ?? "", letters, linesOf(length)) : "",
                lineHeight: 14,
                customValues: ticks ?? (isCategory ? everyNth(axis.categories.length, isVertical ? 400 : Math.max(2, Math.floor(length / narrowestColumn))) : undefined),
            },
        };
    }

    // Round numbers of seconds, minutes or hours; none for a part of a second.
    const secondSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000];
    const secondsBetween = ([from, to], length) => {
        const rough = (to - from) / Math.max(2, length / 130);
        return rough <= 0.5 ? undefined : secondSteps.find((step) => step >= rough);
    };

    // The range itself may begin anywhere.
    const multiplesOf = (step, [from, to]) => {
        const first = Math.ceil(from / step), count = Math.floor(to / step) - first + 1;
        return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
    };

    // All ticks have the unit in which their distance is a round number.
    const inUnitOf = (step, seconds) => step < 30 ? `${number(seconds)} s` : step < 1800 ? `${number(seconds / 60)} min` : `${number(seconds / 3600)} h`;

    // A name beside a row is in so many lines.
    const linesOf = (width) => width < 640 ? 3 : 2;

    const letterWidth = 6.8, narrowestColumn = 56;

    // The letters of names beside rows: a third of the width, more if it is narrow.
    const lettersOf = (width) => Math.max(8, Math.floor(width * (width < 640 ? 0.44 : 0.34) / letterWidth));

    const lettersPerColumn = (axis, width) => Math.max(7, Math.floor(width * 0.75 / Math.max(1, axis.categories.length) / letterWidth));

    // The room beside the vertical axis.
    const marginOf = (axis, width) => axis.scale !== "category" ? 62
        : 16 + letterWidth * Math.min(lettersOf(width), Math.max(4, ...axis.categories.map((name) => name.length)));

    function everyNth(count, most) {
        const stride = Math.max(1, Math.ceil(count / most));
        return Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride);
    }

    const clampTo = (range, value) => value === null ? null : Math.max(range[0], Math.min(range[1], value));

    return { shorten, wrap, linesOf, across, up, rangeOf, axisOption, marginOf, clampTo };
})();
