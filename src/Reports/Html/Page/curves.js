// The learning curves: which cells are drawn, over what, and how smooth.
function Curves(group, facts, selection) {
    const { element } = Tables;
    const curvesOf = (chart) => new Map(chart.layers.map((layer) => [Number(layer.key), layer.isShown]));
    const first = curvesOf(group.choices[0].chart), atFirst = [...first.values()].filter((isShown) => isShown).length;
    const chosen = new Map(), inks = new Map();
    let choice = group.choices[0], across = -1, weight = 0;

    // By default the best of those that pass the filter; a reader adds and takes away single cells.
    function shownCells() {
        const passing = facts.cells.map(({ cell }) => cell).filter((cell) => first.has(cell) && selection.isShown(cell));
        const usual = selection.isFiltered ? new Set(passing.slice(0, Math.max(6, atFirst))) : new Set(passing.filter((cell) => first.get(cell)));
        return passing.filter((cell) => selection.picked.has(cell) || (chosen.get(cell) ?? usual.has(cell)));
    }

    // A cell keeps the colour that it gets when it is first drawn: one that the fewest others have, of those drawn first.
    function colour(cells) {
        const count = (among, ink) => among.filter((cell) => inks.get(cell) === ink).length;
        for (const cell of cells.filter((each) => !inks.has(each))) {
            const known = [...inks.keys()];
            const [ink] = [0, 1, 2, 3, 4, 5].sort((one, other) => count(cells, one) - count(cells, other) || count(known, one) - count(known, other));
            inks.set(cell, ink);
        }
    }

    function chart() {
        const cells = shownCells(), isDrawn = new Set(cells);
        colour(cells);
        const layers = choice.chart.layers.map((layer) => {
            const cell = Number(layer.key);
            return { ...layer, isShown: isDrawn.has(cell), ink: layer.ink.startsWith("series") && isDrawn.has(cell) ? `series${inks.get(cell)}` : layer.ink };
        });
        return Views.smoothed(Views.across({ ...choice.chart, layers, caption: caption(layers.filter((layer) => layer.isShown), cells.length) }, across), weight);
    }

    // As LearningCurves.Caption, for what is drawn now.
    function caption(layers, shown) {
        const given = (pattern) => pattern.exec(choice.chart.caption)?.[0] ?? "", all = facts.cells.length;
        const lines = layers.filter((layer) => layer.$type === "curve"), bands = lines.filter((layer) => layer.low.length > 0).length;
        const line = bands === 0 ? "Line: a cell with one seed."
            : bands === lines.length ? "Line: mean over seeds. Band: their range." : "Line: mean over seeds. Band: their range; a cell with one seed has none.";
        const cross = layers.some((layer) => layer.$type === "marks" && layer.name.endsWith("diverged"))
            ? " Cross: a seed diverged there; one beyond the axis stands at its edge." : "";
        const others = all > shown ? ` Shown are ${shown} of ${all} cells; the ranked table shows and hides others.` : "";
        return `${line}${given(/ A point is [^.]*\./)}${cross}${others}${given(/ The curves of [^.]*\./)}`;
    }

    function mount(tools, redraw) {
        if (group.choices.length > 1) {
            tools.append(Choices.list(group.choiceLabels[0], group.choices.map(({ keys: [key] }) => [key, key]), choice.keys[0], (key) => {
                choice = group.choices.find((each) => each.keys[0] === key);
                redraw(true);
            }));
        }
        const { x, otherAcross } = choice.chart;
        const hasPlaces = (index) => group.choices.some((each) => each.chart.layers.some((layer) => layer.otherAcross[index].some((place) => place !== null)));
        const axes = [[-1, x], ...otherAcross.map((axis, index) => [index, axis])].filter(([index]) => index < 0 || hasPlaces(index));
        if (axes.length > 1) {
            tools.append(Choices.list("by", axes.map(([index, axis]) => [String(index), axis.label]), String(across), (value) => {
                across = Number(value);
                redraw(true);
            }));
        }
        const slider = element("input", { type: "range", min: "0", max: "0.98", step: "0.02", value: "0", ariaLabel: "Smoothing" });
        slider.addEventListener("input", () => { weight = Number(slider.value); redraw(); });
        tools.append(element("label", { className: "smoothing" }, "smoothing ", slider));
    }

    return {
        mount, chart,
        has: (cell) => first.has(cell),
        isShown: (cell) => shownCells().includes(cell),
        show: (cell, isShown) => chosen.set(cell, isShown),
    };
}
