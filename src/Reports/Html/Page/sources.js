// Where each chart comes from: its own tools, and the chart that they and the selection ask for.
function Sources(data, facts, selection) {
    const { element } = Tables;
    const isShown = (cell) => selection.isShown(cell);

    function heatMap() {
        let [across, down] = facts.heatMapOrder, choice = facts.firstChoice([across, down]);
        const axes = facts.parameters.map((_, index) => [String(index), facts.pathOf(index)]);
        return {
            mount(tools, redraw) {
                const row = element("span", { className: "choices" });
                tools.append(row);
                // Two axes of the same parameter show nothing: the other one moves.
                const choose = (next, other, previous) => next === other ? [next, previous] : [next, other];
                const fill = () => row.replaceChildren(
                    Choices.list("across", axes, String(across), (value) => { [across, down] = choose(Number(value), down, across); start(); }),
                    Choices.list("down", axes, String(down), (value) => { [down, across] = choose(Number(value), across, down); start(); }),
                    ...Choices.ofOthers(facts, [across, down], choice, redraw));
                const start = () => {
                    choice = facts.firstChoice([across, down]);
                    fill();
                    redraw(true);
                };
                fill();
            },
            chart: () => facts.heatMap(across, down, choice, isShown),
        };
    }

    function slices() {
        let [index] = facts.byImportance, choice = facts.firstChoice([index]);
        return {
            mount(tools, redraw) {
                const row = element("span", { className: "choices" });
                tools.append(row);
                const fill = () => row.replaceChildren(
                    Choices.list("parameter", facts.byImportance.map((each) => [String(each), facts.pathOf(each)]), String(index), (value) => {
                        index = Number(value);
                        choice = facts.firstChoice([index]);
                        fill();
                        redraw(true);
                    }),
                    ...Choices.ofOthers(facts, [index], choice, redraw));
                fill();
            },
            chart: () => facts.slices(index, choice, isShown),
        };
    }

    // The brushes of the axes are ranges of the filter. The lines beyond them stay, faint.
    function parallel() {
        const axisAt = (position) => facts.parallelAxes[position] ?? selection.objective;
        return {
            hint: "Drag along an axis to filter; click the axis to undo it.",
            mount() {},
            chart: () => facts.parallel((cell) => selection.passesWords(cell)),
            listen(instance) {
                instance.on("axisareaselected", (event) => {
                    const position = event.parallelAxisIndex ?? instance.getModel().queryComponents({ mainType: "parallelAxis", id: event.parallelAxisId })[0]?.componentIndex;
                    if (position !== undefined && !event.isRestored) selection.setBrush(axisAt(position), event.intervals);
                });
            },
            // A drawn chart has lost its brushes.
            drawn(instance) {
                [...facts.parallelAxes, selection.objective].forEach((axis, position) => {
                    const intervals = selection.brushes.get(axis);
                    if (intervals) instance.dispatchAction({ type: "axisAreaSelect", parallelAxisIndex: position, intervals, isRestored: true });
                });
            },
            isSource: (changed) => changed === "parallel-coordinates",
        };
    }

    // Charts that the report has as they are.
    function given(group, { isOfAll = false } = {}) {
        let choice = group.choices[0];

        return {
            isOfAll,
            mount(tools, redraw) {
                if (group.choices.length < 2) return;
                const keys = group.choices.map(({ keys: [key] }) => [key, key]);
                tools.append(Choices.list(group.choiceLabels[0], keys, choice.keys[0], (key) => {
                    choice = group.choices.find((each) => each.keys[0] === key);
                    redraw(true);
                }));
            },
            chart: () => isOfAll || !selection.isFiltered ? choice.chart : Views.filtered(choice.chart, isShown),
        };
    }

    function ranking(group) {
        const [{ chart }] = group.choices;

        // As many rows as without a filter, of all that the page has.
        function filtered() {
            const made = Views.filtered(group.filterable ?? chart, isShown, chart.y.categories.length), more = selection.count - made.y.categories.length;
            const rest = more > 0 ? `${more} more cell${more === 1 ? "" : "s"} in the table.` : "";
            return { ...made, caption: [dots(made.layers), rest].filter(Boolean).join(" ") };
        }

        return { mount() {}, chart: () => selection.isFiltered ? filtered() : chart };
    }

    // As RankingPicture.Dots, for what is drawn now.
    function dots(layers) {
        const seeds = layers.find((layer) => layer.$type === "marks" && layer.shape === "dot"), several = new Set(seeds.cells.flat());
        const cells = layers.filter((layer) => layer.$type === "intervals").flatMap((layer) => layer.cells.map(([cell], row) => ({ cell, low: layer.low[row] })));
        if (several.size === 0) return cells.length > 0 ? "A dot is a cell with one seed." : "";
        const known = cells.filter(({ cell, low }) => several.has(cell) && low !== null).length;
        return `Grey dots are seeds; the others are their means${known > 0 ? ", with 95 % confidence intervals" : ""}.`
            + (known > 0 && known < several.size ? " Seeds with equal values have no interval." : "")
            + (several.size < cells.length ? " A cell with one seed has only its own dot." : "");
    }

    const curves = (group) => Curves(group, facts, selection);

    const made = {
        ranking, "heat-map": heatMap, slices, "parallel-coordinates": parallel,
        "best-so-far": () => ({ mount() {}, chart: () => facts.bestSoFar(isShown) }),
        "learning-curves": curves,
        // The forest knows all cells.
        importance: (group) => given(group, { isOfAll: true }),
    };
    return (group) => (made[group.name] ?? given)(group);
}
