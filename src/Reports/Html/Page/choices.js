// The choices of a reader beside a chart.
const Choices = (() => {
    const { element } = Tables;
    const mostInline = 3;

    // `options` has pairs of value and text.
    function list(label, options, value, chosen) {
        const made = element("select", {}, ...options.map(([key, text]) => element("option", { value: key }, text)));
        made.value = value;
        made.addEventListener("change", () => chosen(made.value));
        return element("label", {}, `${label} `, made);
    }

    // What becomes of the parameters that are not on the axes: the `choice` of facts.js, which these lists change.
    function ofOthers(facts, axes, choice, changed) {
        const others = facts.othersOf(axes);
        const summary = list("of several cells", [["best", "the best"], ["mean", "the mean"]], choice.summary, (value) => {
            choice.summary = value;
            changed();
        });
        const lists = new Map(others.map((index) => [index, list(facts.pathOf(index), optionsOf(facts, index), valueOf(choice, index), (value) => {
            delete choice.fixed[index];
            if (choice.beside === index) choice.beside = null;
            if (value === "beside") choice.beside = index;
            else if (value !== "any") choice.fixed[index] = Number(value);
            // Only one parameter is side by side.
            for (const [other, made] of lists) made.querySelector("select").value = valueOf(choice, other);
            changed();
        })]));
        if (others.length <= mostInline) return [summary, ...lists.values()];
        return [summary, element("details", { className: "others" }, element("summary", {}, `${others.length} other parameters`), ...lists.values())];
    }

    const valueOf = (choice, index) => choice.beside === index ? "beside" : index in choice.fixed ? String(choice.fixed[index]) : "any";

    const optionsOf = (facts, index) => [
        ["any", "any"],
        ...(facts.canBeBeside(index) ? [["beside", "side by side"]] : []),
        ...facts.parameters[index].bins.labels.map((label, bin) => [String(bin), label]),
    ];

    return { list, ofOthers };
})();
