// Writes numbers as NumberText.Short does: at most four digits, and a power of ten only where it is shorter.
const Numbers = (() => {
    const finite = Number.isFinite;
    const digits = new Intl.NumberFormat("en", { maximumSignificantDigits: 4, useGrouping: false });

    function number(value) {
        if (!finite(value)) return value === null || Number.isNaN(value) ? "NaN" : String(value);
        const size = Math.abs(value);
        return size !== 0 && (size >= 1e6 || size < 1e-4) ? value.toExponential(3).replace(/\.?0+e/, "e") : digits.format(value);
    }

    function duration(seconds) {
        if (seconds < 90) return `${number(seconds)} s`;
        return seconds < 5400 ? `${number(seconds / 60)} min` : `${number(seconds / 3600)} h`;
    }

    // A count may have more than four digits, all of which matter.
    const count = (value) => Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : number(value);

    // The text of a value on an axis of a chart.
    function onAxis(axis, value) {
        switch (axis.scale === "category" ? "category" : axis.unit) {
            case "category": return axis.categories[Math.round(value)] ?? "";
            case "share": return `${number(value * 100)} %`;
            case "seconds": return duration(value);
            case "count": return count(value);
            default: return number(value);
        }
    }

    // As NumberText.Label.
    const label = (value) => number(finite(value) && Math.abs(value) >= 0.01 ? Math.round(value * 1e4) / 1e4 : value);

    return { number, label, onAxis, finite };
})();
