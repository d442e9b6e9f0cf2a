// What a reader's choices make of a chart, before it is drawn.
const Views = (() => {
    const columns = ["x", "y", "value", "low", "high", "from", "to", "texts", "diverged", "cells"];

    // The layer with the points that are kept.
    function only(layer, kept) {
        const lists = columns.filter((name) => Array.isArray(layer[name]) && layer[name].length === kept.length);
        return { ...layer, ...Object.fromEntries(lists.map((name) => [name, layer[name].filter((_, index) => kept[index])])) };
    }

    // The layer without the points of other rows.
    function ofRows(layer, place) {
        const made = only(layer, layer.y.map((row) => place.has(row)));
        return { ...made, y: made.y.map((row) => place.get(row)) };
    }

    // The layer without the points whose cells are all left out.
    function withoutPoints(layer, isShown) {
        if (layer.cells.length === 0) return layer;
        const kept = layer.cells.map((cells) => cells.some(isShown));
        if (kept.every((each) => each)) return layer;
        return only(layer, kept);
    }

    // A chart of the cells that pass the filter. Rows that stand for cells go with their points, and at most so many stay.
    function filtered(chart, isShown, mostRows = Infinity) {
        const layers = chart.layers.map((layer) => withoutPoints(layer, isShown));
        const rowsOf = (each) => new Set(each.flatMap((layer) => layer.cells.length > 0 && layer.$type !== "spans" ? layer.y : []));
        const [before, after] = [rowsOf(chart.layers), rowsOf(layers)];
        if (chart.y.scale !== "category" || (after.size === before.size && after.size <= mostRows)) return { ...chart, layers };
        const rows = chart.y.categories.map((_, row) => row).filter((row) => after.has(row) || !before.has(row)).slice(0, mostRows);
        const place = new Map(rows.map((row, index) => [row, index]));
        return {
            ...chart,
            y: { ...chart.y, categories: rows.map((row) => chart.y.categories[row]) },
            layers: layers.map((layer) => ofRows(layer, place)),
        };
    }

    // The chart on another axis across; −1 is its own. Points that have no place there are gaps.
    function across(chart, index) {
        if (index < 0) return chart;
        const axis = chart.otherAcross[index];
        const layers = chart.layers.map((layer) => ({ ...layer, x: layer.otherAcross[index] }));
        const missing = new Set(layers.filter((layer) => layer.isShown && layer.x.some((place) => place === null)).map((layer) => layer.key)).size;
        const note = missing > 0 ? ` For ${missing === 1 ? "one of the cells" : `${missing} of the cells`} the store does not have the ${axis.label}.` : "";
        return { ...chart, x: axis, layers, title: chart.title.replace(/ by \S+$/, ` by ${axis.label}`), caption: chart.caption + note };
    }

    // An exponential moving average that starts without bias (Kingma and Ba, ICLR 2015, section 3). A gap stays a gap.
    function average(values, weight) {
        let sum = 0, count = 0;
        return values.map((value) => {
            if (value === null || !Number.isFinite(value)) return value;
            sum = weight * sum + (1 - weight) * value;
            count++;
            return sum / (1 - weight ** count);
        });
    }

    // Smooth lines over the faint ones that they come from, whose values they keep for the tooltip.
    function smoothed(chart, weight) {
        if (weight === 0) return chart;
        const layers = chart.layers.flatMap((layer) => layer.$type !== "curve" || layer.isStep || !layer.isShown ? [layer]
            : [{ ...layer, name: "", isFaint: true }, { ...layer, low: [], high: [], y: average(layer.y, weight), unsmoothed: layer.y }]);
        return { ...chart, layers, caption: `${chart.caption} Smoothed with weight ${weight}; the faint lines are not.` };
    }

    return { filtered, across, smoothed };
})();
