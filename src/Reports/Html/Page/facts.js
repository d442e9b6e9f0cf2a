// Draws the charts that a reader can filter from the cells and trials of the report. For the first choices they are the
// still pictures of src/Reports/Pictures (HeatMaps, Slices, BestSoFar, ParallelCoordinates); a test holds that both agree.
function Facts(facts) {
    const { parameters, limits } = facts;
    const trialsOf = new Map(facts.cells.map((cell) => [cell.cell, []]));
    for (const trial of facts.trials) trialsOf.get(trial.cell).push(trial);
    const cells = facts.cells.map((cell) => ({ ...cell, about: `${cell.title}: ${cell.result}`, ended: trialsOf.get(cell.cell).filter((trial) => trial.isFinal) }));
    const cellOf = new Map(cells.map((cell) => [cell.cell, cell]));
    const pathOf = (index) => parameters[index].axis.label;

    // The values of a parameter that has few are the numbers of its axis.
    const axisOf = (index) => ({ ...parameters[index].axis, ticks: parameters[index].isNumeric && !parameters[index].isRange ? parameters[index].numbers.filter((number) => number !== null) : undefined });

    // The place of a cell on the axis of a parameter: its number, null without one, or the index of its category.
    const placeOf = (cell, index) => parameters[index].isNumeric ? parameters[index].numbers[cell.levels[index]] : cell.levels[index];
    const binOf = (cell, index) => parameters[index].bins.ofLevel[cell.levels[index]];

    // As TrialText.Describe.
    const aboutTrial = ({ id, cell, seed, end }) => `${id}: ${cellOf.get(cell).name}, seed ${seed}: ${end}`;

    const isRanked = (cell) => cell.mean !== null;

    // A choice is what becomes of the parameters that are not on the axes: `summary` is "best" or "mean", `fixed` has the
    // bin of each parameter that is held, and the values of `beside` are drawn side by side.
    function firstChoice(axes) {
        const others = othersOf(axes);
        // Two ranges have eight rows a value, of which a random search fills few.
        const isSparse = axes.length > 1 && axes.every((index) => parameters[index].isRange);
        return { summary: "best", fixed: {}, beside: !isSparse && others.length === 1 && canBeBeside(others[0]) ? others[0] : null };
    }

    const othersOf = (axes) => parameters.map((_, index) => index).filter((index) => !axes.includes(index));
    const canBeBeside = (index) => !parameters[index].isRange && parameters[index].levels.length <= limits.mostSideBySide;

    const chosen = (choice, isShown) => cells.filter((cell) =>
        isShown(cell.cell) && Object.entries(choice.fixed).every(([index, bin]) => binOf(cell, index) === bin));

    // The cells are in the order of the ranking.
    function summaryOf(choice, place) {
        const ranked = place.filter(isRanked);
        if (ranked.length === 0) return null;
        const counted = choice.summary === "best" ? ranked.slice(0, 1) : ranked;
        return {
            cells: counted,
            value: counted.length === 1 ? counted[0].mean : counted.reduce((sum, cell) => sum + cell.mean / counted.length, 0),
            isAtChance: counted.every((cell) => cell.isAtChance),
        };
    }

    const list = (words) => words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

    // As CellSummary.Sentence.
    function sentence(mark, besides, axes, choice, places) {
        const isFixed = (index) => index in choice.fixed;
        const others = othersOf(axes).filter((index) => index !== choice.beside && !isFixed(index));
        const what = places.every((place) => place.length <= 1) ? "one cell"
            : others.length === 0 ? (choice.summary === "best" ? "the best of its cells" : "the mean of its cells")
            : `${choice.summary === "best" ? "the best cell" : "the mean of the cells"} over ${othersText(others)}`;
        const fixed = Object.entries(choice.fixed).map(([index, bin]) => `${pathOf(index)} = ${parameters[index].bins.labels[bin]}`);
        const at = fixed.length > 0 ? `, at ${list(fixed)}` : "";
        const beside = choice.beside === null ? "" : `, ${besides} for each ${pathOf(choice.beside)}`;
        return `${mark} is ${what}${at}${beside}; ${seeds()}.${mixed(choice, places)}`;
    }

    // The last level may stand for no value.
    function valuesOf({ levels, hasNone }) {
        const count = levels.length - (hasNone ? 1 : 0);
        return count === 1 ? "1 value" : `${count} values`;
    }

    function othersText(others) {
        const named = others.slice(0, others.length > limits.mostNamed + 1 ? limits.mostNamed : others.length).map((index) =>
            parameters[index].isRange ? `the range of ${pathOf(index)}` : `the ${valuesOf(parameters[index])} of ${pathOf(index)}`);
        if (others.length > named.length) named.push(`${others.length - named.length} other parameters`);
        return list(named);
    }

    function seeds() {
        const counts = [...new Set(cells.map((cell) => cell.trials))];
        return counts.length === 1 && counts[0] === 1 ? "a cell has one seed"
            : counts.length === 1 ? `its value is the mean over ${counts[0]} seeds` : "its value is the mean over its seeds";
    }

    // A mean of cells that learned and cells that did not is the value of none.
    function mixed(choice, places) {
        if (choice.summary === "best") return "";
        const ranked = places.flat().filter(isRanked), atChance = ranked.filter((cell) => cell.isAtChance).length;
        const missing = places.flat().length - ranked.length;
        const parts = [atChance > 0 ? `counts ${atChance} of ${ranked.length} cells that did not learn` : "", missing > 0 ? `leaves out ${missing} without a value` : ""];
        return parts.some((part) => part !== "") ? ` The mean ${parts.filter((part) => part !== "").join(" and ")}.` : "";
    }

    const layer = ($type, properties) => ({ $type, name: "", ink: "series0", key: null, isShown: true, cells: [], otherAcross: [], texts: [], ...properties });
    const curve = (properties) => layer("curve", { low: [], high: [], isStep: false, ...properties });
    const marks = (properties) => layer("marks", { shape: "dot", ...properties });
    const named = (label, categories) => ({ label, scale: "category", unit: "number", categories, minimum: null, maximum: null, isScaleSwitchable: false });
    const objectiveAxis = () => ({ label: facts.objective, scale: "linear", unit: "number", categories: [], minimum: null, maximum: null, isScaleSwitchable: false });

    function heatMap(across, down, choice, isShown) {
        const [columns, rows] = [parameters[across].bins, parameters[down].bins], blocks = choice.beside;
        const rowOf = (cell) => blocks === null ? binOf(cell, down) : cell.levels[blocks] * (rows.labels.length + 1) + 1 + binOf(cell, down);
        const labels = blocks === null ? rows.labels
            : parameters[blocks].levels.flatMap((level) => [`${level} (${pathOf(blocks)})`, ...rows.labels]);
        const places = new Map();
        for (const cell of chosen(choice, isShown)) {
            if (cell.ended.length === 0) continue;
            const [x, y] = [binOf(cell, across), rowOf(cell)], key = x * labels.length + y;
            if (!places.has(key)) places.set(key, { x, y, cells: [] });
            places.get(key).cells.push(cell);
        }
        const tiles = [...places.entries()].sort(([one], [other]) => one - other).map(([, place]) => {
            const trials = place.cells.flatMap((cell) => cell.ended), summary = summaryOf(choice, place.cells);
            return { ...place, trials, summary, diverged: trials.filter((trial) => trial.outcome === "diverged").length };
        });
        return {
            $type: "xy", name: "heat-map",
            title: `${facts.objective} by ${pathOf(across)} and ${pathOf(down)}`,
            caption: `${sentence("A tile", "in a block", [across, down], choice, tiles.map((tile) => tile.cells))} Below it: how many of its trials `
                + `diverged${facts.isOfPrograms ? "" : " or did not learn"}; the bar at its foot is the share that diverged. `
                + `Grey: no trial ${facts.isOfPrograms ? "completed" : "learned"}.`,
            aspectRatio: Math.max(0.9, Math.min(2.4, 16 / (4 + labels.length * 1.1))),
            x: named(pathOf(across), columns.labels), y: named(pathOf(down), labels), otherAcross: [],
            layers: [layer("tiles", {
                valueLabel: facts.objective, isMaximized: facts.isMaximized,
                x: tiles.map((tile) => tile.x), y: tiles.map((tile) => tile.y),
                value: tiles.map(({ summary }) => hasLearned(summary) ? summary.value : null),
                diverged: tiles.map((tile) => tile.diverged / tile.trials.length),
                texts: tiles.map(tileText),
                cells: tiles.map((tile) => (tile.summary?.cells ?? tile.cells.slice(0, 1)).map((cell) => cell.cell)),
            })],
        };
    }

    function tileText({ summary, diverged, trials }) {
        const atChance = trials.filter((trial) => trial.isAtChance).length;
        const lines = [
            ...(summary === null ? [] : [Numbers.label(summary.value)]),
            ...(diverged > 0 ? [`${diverged} of ${trials.length} diverged`] : []),
            ...(atChance > 0 ? [`${atChance} of ${trials.length} did not learn`] : []),
        ];
        return lines.length > 0 ? lines.join("\n") : [...new Set(trials.map((trial) => trial.outcome))].join(", ");
    }

    // Evenly spread over the list, with the first and the last.
    const thinned = (items, most) => items.length <= most ? items
        : Array.from({ length: most }, (_, index) => items[Math.floor(index * (items.length - 1) / (most - 1))]);

    // As TrialMarks.
    function trialMarks(name, ink, shape, trials, most, across, up) {
        const drawn = thinned(trials, most);
        return marks({
            name: drawn.length < trials.length ? `${name} (${drawn.length} of ${trials.length} drawn)` : name, ink, shape,
            x: drawn.map(across), y: drawn.map(up), texts: drawn.map(aboutTrial), cells: drawn.map((trial) => [trial.cell]),
        });
    }

    const completedMarks = (trials, ink, name, most, across) =>
        trialMarks(name, ink, "dot", trials.filter((trial) => trial.objective !== null && !trial.isAtChance), most, across, (trial) => trial.objective);

    function atChanceMarks(trials, ink, name, most, across) {
        const atChance = trials.filter((trial) => trial.objective !== null && trial.isAtChance);
        return atChance.length > 0 ? [trialMarks(name, ink, "ring", atChance, most, across, (trial) => trial.objective)] : [];
    }

    const worst = facts.isMaximized ? -Infinity : Infinity;

    function divergedMarks(trials, most, across) {
        const diverged = trials.filter((trial) => trial.outcome === "diverged");
        return diverged.length > 0 ? [trialMarks("diverged", "diverged", "cross", diverged, most, across, () => worst)] : [];
    }

    const stoppedInks = { pruned: "muted", paused: "series5" };
    const stoppedText = (trials) => trials.some((trial) => trial.outcome in stoppedInks)
        ? " Triangles: trials that were pruned or pause, at the value that they had reached." : "";

    function stoppedMarks(trials, most, across) {
        return Object.entries(stoppedInks).flatMap(([outcome, ink]) => {
            const stopped = trials.filter((trial) => trial.outcome === outcome);
            return stopped.length > 0 ? [trialMarks(outcome, ink, "triangle", stopped, most, across, (trial) => trial.reached ?? worst)] : [];
        });
    }

    const spread = 0.3, besideSpread = 0.7;
    const jitter = (index) => index * 0.6180339887498949 % 1 - 0.5;

    function slices(index, choice, isShown) {
        const parameter = parameters[index], { beside } = choice;
        const series = sliceSeries(index, choice, isShown).map((each) => {
            const own = new Set(each.cells.map((cell) => cell.cell));
            return { ...each, trials: facts.trials.filter((trial) => own.has(trial.cell)) };
        });
        const place = (each) => (trial, at) => placeOf(cellOf.get(trial.cell), index)
            + (parameter.isNumeric ? 0 : (each?.offset ?? 0) + jitter(at) * ((each?.offset ?? 0) !== 0 ? spread / 2 : spread));
        const mark = !parameter.isNumeric ? "A diamond"
            : parameter.isRange ? "A point of the line, in the middle of an eighth of the range," : "A point of the line";
        const among = new Set(series.flatMap((each) => each.cells.map((cell) => cell.cell)));
        const trials = facts.trials.filter((trial) => among.has(trial.cell));
        return {
            $type: "xy", name: "slices", title: `${facts.objective} by ${pathOf(index)}`, aspectRatio: 16 / 9, otherAcross: [],
            caption: `A mark is a trial; those that diverged are at the worse edge.${stoppedText(trials)} `
                + sentence(mark, "in a colour", [index], choice, series.flatMap((each) => each.places.map(([, at]) => at)))
                + (series.every((each) => each.places.every(([, at]) => hasLearned(summaryOf(choice, at)))) ? ""
                    : ` Where no cell ${facts.isOfPrograms ? "has a value" : "learned"}, there is none.`)
                + (parameter.isNumeric && parameter.hasNone ? ` Cells without ${pathOf(index)} are left out.` : ""),
            x: axisOf(index), y: objectiveAxis(),
            layers: [
                ...series.map((each) => completedMarks(each.trials, each.ink, each.name, limits.sliceMarks, place(each))),
                ...series.flatMap((each) => atChanceMarks(each.trials, each.ringInk, each.ringName, limits.sliceMarks, place(each))),
                ...divergedMarks(trials, limits.sliceMarks, place(null)),
                ...stoppedMarks(trials, limits.sliceMarks, place(null)),
                ...series.map((each) => summaryLayer(parameter, choice, each)),
            ],
        };
    }

    function sliceSeries(index, choice, isShown) {
        const { beside } = choice, { bins, isRange } = parameters[index], groups = new Map();
        for (const cell of chosen(choice, isShown).filter((each) => placeOf(each, index) !== null)) {
            const key = beside === null ? 0 : cell.levels[beside];
            if (!groups.has(key)) groups.set(key, []);
            groups.get(key).push(cell);
        }
        return [...groups.entries()].sort(([one], [other]) => one - other).map(([key, own]) => {
            const places = new Map();
            for (const cell of own) {
                const at = isRange ? binOf(cell, index) : cell.levels[index];
                if (!places.has(at)) places.set(at, []);
                places.get(at).push(cell);
            }
            const ink = `series${key % 6}`, name = beside === null ? "completed" : `${pathOf(beside)} = ${parameters[beside].levels[key]}`;
            return {
                cells: own, name, ink,
                // A value side by side has its own colour in all its marks that are not crosses.
                ringInk: beside === null ? "atChance" : ink, ringName: beside === null ? "did not learn" : `${name}: did not learn`,
                offset: beside === null ? 0 : ((key + 0.5) / parameters[beside].levels.length - 0.5) * besideSpread,
                places: [...places.entries()].sort(([one], [other]) => one - other)
                    .map(([at, there]) => [isRange ? bins.middles[at] : placeOf(there[0], index), there]),
            };
        });
    }

    const hasLearned = (summary) => summary !== null && !summary.isAtChance;

    function summaryLayer(parameter, choice, { places, ink, offset }) {
        const summaries = places.map(([at, there]) => [at, summaryOf(choice, there)]);
        const known = summaries.filter(([, summary]) => hasLearned(summary));
        // There is nothing between two categories for a line to show.
        return parameter.isNumeric ? curve({ ink, x: summaries.map(([at]) => at), y: summaries.map(([, summary]) => hasLearned(summary) ? summary.value : null) }) : marks({
            ink, shape: "diamond", x: known.map(([at]) => at + offset), y: known.map(([, summary]) => summary.value),
            texts: known.map(([, { cells }]) => cells.length === 1 ? cells[0].title : `mean of ${cells.length} cells`),
            cells: known.map(([, summary]) => summary.cells.map((cell) => cell.cell)),
        });
    }

    function bestSoFar(isShown) {
        const ended = facts.trials.filter((trial) => trial.at !== null && isShown(trial.cell)).sort((one, other) => one.at - other.at);
        const at = (trial) => trial.at;
        return {
            $type: "xy", name: "best-so-far", title: `Best so far: ${facts.objective}`, aspectRatio: 16 / 9, otherAcross: [],
            caption: `Staircase: the best completed trial${ended.some((trial) => trial.isAtChance) ? " that learned" : ""} up to then. Marks: trials; those that `
                + `diverged are at the worse edge.${stoppedText(ended)} Time in which nothing ran is left out.`,
            x: { label: "time", scale: "linear", unit: "seconds", categories: [], minimum: 0, maximum: null, isScaleSwitchable: false }, y: objectiveAxis(),
            layers: [
                completedMarks(ended, "muted", "completed", limits.bestMarks, at),
                ...atChanceMarks(ended, "atChance", "did not learn", limits.bestMarks, at),
                ...divergedMarks(ended, limits.bestMarks, at),
                ...stoppedMarks(ended, limits.bestMarks, at),
                staircase(ended.filter((trial) => trial.objective !== null && !trial.isAtChance)),
            ],
        };
    }

    function staircase(trials) {
        const [x, y] = [[], []];
        for (const { at, objective } of trials) {
            if (y.length > 0 && (facts.isMaximized ? objective <= y.at(-1) : objective >= y.at(-1))) continue;
            x.push(at);
            y.push(objective);
        }
        if (y.length > 0 && x.at(-1) < facts.totalSeconds) {
            x.push(facts.totalSeconds);
            y.push(y.at(-1));
        }
        return curve({ isStep: true, x, y });
    }

    function parallel(isShown) {
        const axes = facts.parallelAxes, candidates = cells.filter((cell) => isShown(cell.cell) && (isRanked(cell) || cell.hasDiverged));
        const half = limits.mostLines / 2;
        const drawn = candidates.length <= limits.mostLines ? candidates : [...candidates.slice(0, half), ...thinned(candidates.slice(half), half)];
        const dotted = drawn.some((cell) => cell.isAtChance) ? " dotted grey lines did not learn;" : "";
        const passing = axes.some((index) => parameters[index].isNumeric && parameters[index].hasNone)
            ? " A line crosses the axis of a parameter that its cell does not have." : "";
        const none = axes.some((index) => !parameters[index].isNumeric && parameters[index].hasNone)
            ? " '-' on an axis: the cell does not have the parameter." : "";
        const fewerAxes = parameters.length > axes.length ? ` The ${axes.length} most important of ${parameters.length} parameters.` : "";
        const fewerLines = candidates.length > drawn.length
            ? ` ${drawn.length} of ${candidates.length} cells: the best half of them, and an even selection of the others.` : "";
        return {
            $type: "parallel", name: "parallel-coordinates", title: `From parameters to ${facts.objective}`, aspectRatio: 16 / 9, isMaximized: facts.isMaximized,
            caption: `A line is a cell, coloured by its mean;${dotted} dashed lines diverged with every seed.${passing}${none}${fewerAxes}${fewerLines}`,
            axes: [...axes.map(axisOf), objectiveAxis()],
            lines: drawn.reverse().map((cell) => ({
                values: [...axes.map((index) => placeOf(cell, index)), cell.mean], text: cell.about, cell: cell.cell, isAtChance: cell.isAtChance,
            })),
        };
    }

    return { ...facts, cells, cellOf, pathOf, placeOf, othersOf, canBeBeside, firstChoice, heatMap, slices, bestSoFar, parallel };
}
