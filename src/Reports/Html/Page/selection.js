// What is filtered and picked, for the table and all charts: one state, so that they always show the same cells.
function Selection(facts) {
    const listeners = [], brushes = new Map();
    let byWords = null, picked = new Set();

    const objective = -1;
    const valueOf = (cell, axis) => axis === objective ? cell.mean : facts.placeOf(cell, axis);
    const passesBrushes = (number) => {
        const cell = facts.cellOf.get(number);
        return [...brushes].every(([axis, intervals]) => {
            const value = valueOf(cell, axis);
            return value !== null && intervals.some(([low, high]) => value >= low && value <= high);
        });
    };

    // `source` is who changed it, and need not be told.
    const changed = (source) => listeners.forEach((listener) => listener(source));

    return {
        objective,
        onChange: (listener) => listeners.push(listener),
        get picked() { return picked; },
        get brushes() { return brushes; },
        get isFiltered() { return byWords !== null || brushes.size > 0; },
        passesWords: (cell) => byWords === null || byWords.has(cell),
        passesBrushes,
        isShown(cell) { return this.passesWords(cell) && passesBrushes(cell); },
        get count() { return facts.cells.filter(({ cell }) => this.isShown(cell)).length; },

        // The cells whose rows match the words in the table's filter; null for all.
        setWords(cells) {
            byWords = cells;
            changed("table");
        },

        // Ranges of an axis: an index of the parameters, or `objective`. None for all.
        setBrush(axis, intervals) {
            intervals.length > 0 ? brushes.set(axis, intervals) : brushes.delete(axis);
            changed("parallel-coordinates");
        },

        clearFilter() {
            byWords = null;
            brushes.clear();
            changed("clear");
        },

        // Picks cells, or none of them if they are already picked.
        pick(cells) {
            const isSame = cells.length === picked.size && cells.every((cell) => picked.has(cell));
            picked = new Set(isSame ? [] : cells);
            changed("pick");
        },
    };
}
