// A table that sorts and filters. It stays fast with ten thousand rows, because only the shown ones are in the page.
const Tables = (() => {
    const firstRows = 25, moreRows = 500;

    // A cell is a text, a number, null for no value, or [sort key, text].
    const keyOf = (cell) => Array.isArray(cell) ? cell[0] : cell;
    const textOf = (cell) => cell === null ? "–" : String(Array.isArray(cell) ? cell[1] : cell);

    function compare(one, other) {
        if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
        return typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other), "en", { numeric: true });
    }

    function element(name, properties = {}, ...children) {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(properties)) {
            if (key in made) made[key] = value;
            else made.setAttribute(key, value);
        }
        made.append(...children);
        return made;
    }

    // How a cell compares with a value. What is not a number is only equal or not.
    const comparisons = {
        "=": (cell, value) => isEqual(cell, value),
        "!=": (cell, value) => !isEqual(cell, value),
        "<": (cell, value) => isNumber(cell, value) && keyOf(cell) < Number(value),
        "<=": (cell, value) => isNumber(cell, value) && keyOf(cell) <= Number(value),
        ">": (cell, value) => isNumber(cell, value) && keyOf(cell) > Number(value),
        ">=": (cell, value) => isNumber(cell, value) && keyOf(cell) >= Number(value),
    };
    const isNumber = (cell, value) => typeof keyOf(cell) === "number" && value !== "";
    const isEqual = (cell, value) => textOf(cell).toLowerCase() === value || String(keyOf(cell)).toLowerCase() === value
        || (isNumber(cell, value) && keyOf(cell) === Number(value));

    // The index of the column of that name: its title, or what follows a `.` or `/` in it; −1 for none. An objective is
    // found without its `best` too.
    function columnOf(name, columns) {
        const titles = columns.map(({ title }) => title.toLowerCase()), exact = titles.indexOf(name);
        return exact >= 0 ? exact : titles.findIndex((title) => [".", "/", "best "].some((before) => title.endsWith(`${before}${name}`)));
    }

    // All words must hold: a comparison of a column does for its cell, any other word occurs in the row.
    function testsOf(words, columns) {
        return words.toLowerCase().split(/\s+/).filter((word) => word !== "").map((word) => {
            const [, name, sign, value] = /^(.+?)(!=|<=|>=|<|>|=)(.*)$/.exec(word) ?? [];
            const column = name === undefined ? -1 : columnOf(name, columns);
            if (column >= 0) return { unknown: null, holds: (row) => comparisons[sign](row.cells[column], value) };
            return { unknown: name ?? null, holds: (row, text) => text.includes(word) };
        });
    }

    // `model`: columns [{ title, isNumber }], rows [{ cells, ... }]; `details(row)` creates the elements that open below a
    // row, of which `opened(row, isOpen)` tells; `lead(row)` those before its cells. `passes(row)` is a filter from elsewhere;
    // `filtered(rows)` receives the rows that match the words, or null for all.
    function mount(host, model, { details, lead, leadTitle = "", passes, isPicked, opened: tell, filtered }) {
        let order = { column: -1, isDescending: false }, limit = firstRows, found = model.rows, rows = model.rows, unknown = [];
        const texts = model.rows.map((row) => row.cells.map(textOf).join(" ").toLowerCase());
        const opened = new Set();

        const filter = element("input", { type: "search", placeholder: "Filter: words, or column=value, column<=value", ariaLabel: "Filter the rows" });
        const count = element("span", { className: "count" });
        const head = element("tr"), body = element("tbody");
        const more = element("button", { type: "button", className: "more" });
        const table = element("table", {}, element("thead", {}, head), body);
        host.replaceChildren(element("div", { className: "tools" }, filter, count), element("div", { className: "scroll" }, table), more);

        if (lead) head.append(element("th", { className: "lead", title: leadTitle }, leadTitle));
        model.columns.forEach((column, index) => {
            const button = element("button", { type: "button", title: column.help ?? `Sort by ${column.title}` }, column.title);
            const cell = element("th", { className: `${column.isNumber ? "number" : ""}${column.isKept ? " kept" : ""}`, scope: "col" }, button);
            button.addEventListener("click", () => {
                order = { column: index, isDescending: order.column === index ? !order.isDescending : false };
                update();
            });
            head.append(cell);
        });

        function search() {
            const tests = testsOf(filter.value, model.columns);
            found = tests.length === 0 ? model.rows : model.rows.filter((row, index) => tests.every(({ holds }) => holds(row, texts[index])));
            // What looks like a comparison may be a text of the rows.
            unknown = tests.filter((test) => test.unknown !== null && !model.rows.some((row, index) => test.holds(row, texts[index])))
                .map((test) => test.unknown);
        }

        function update() {
            rows = found.filter(passes);
            if (order.column >= 0) {
                const sign = order.isDescending ? -1 : 1;
                // Rows without a value are last in both directions.
                rows = [...rows].sort((one, other) => {
                    const [a, b] = [keyOf(one.cells[order.column]), keyOf(other.cells[order.column])];
                    return a === null || b === null ? compare(a, b) : sign * compare(a, b);
                });
            }
            [...head.children].forEach((cell, index) => {
                const column = index - (lead ? 1 : 0);
                cell.ariaSort = column === order.column && column >= 0 ? (order.isDescending ? "descending" : "ascending") : null;
            });
            draw();
        }

        function draw() {
            body.replaceChildren(...rows.slice(0, limit).flatMap(rowOf));
            const all = `${model.rows.length} row${model.rows.length === 1 ? "" : "s"}`;
            const shown = rows.length === model.rows.length ? all : `${rows.length} of ${all}`;
            count.textContent = [shown, ...unknown.map((name) => `no column '${name}'`)].join("; ");
            more.hidden = rows.length <= limit;
            more.textContent = `Show ${Math.min(moreRows, rows.length - limit)} more of ${rows.length - limit}`;
        }

        function rowOf(row) {
            const made = element("tr", { className: `${row.isMuted ? "muted" : ""}${isPicked(row) ? " picked" : ""}` });
            if (lead) made.append(element("td", { className: "lead" }, ...lead(row)));
            row.cells.forEach((cell, index) => {
                const text = textOf(cell);
                const { isNumber, isKept } = model.columns[index];
                made.append(element("td", { className: `${isNumber ? "number" : text.length <= 30 ? "short" : ""}${isKept ? " kept" : ""}` }, text));
            });
            if (!details) return [made];
            made.classList.add("opens");
            made.tabIndex = 0;
            const toggle = () => {
                opened.has(row) ? opened.delete(row) : opened.add(row);
                draw();
                tell(row, opened.has(row));
            };
            made.addEventListener("click", (event) => { if (!event.target.closest("input, button, a")) toggle(); });
            made.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === made) toggle(); });
            if (!opened.has(row)) return [made];
            const columns = model.columns.length + (lead ? 1 : 0);
            return [made, element("tr", { className: "details" }, element("td", { colSpan: columns }, ...details(row)))];
        }

        filter.addEventListener("input", () => {
            limit = firstRows;
            search();
            update();
            filtered?.(found === model.rows ? null : found);
        });
        more.addEventListener("click", () => { limit += moreRows; draw(); });
        update();
        return {
            // The rows stay the same where only the picked ones changed.
            update: (hasSameRows) => hasSameRows ? draw() : update(),
            clear() {
                filter.value = "";
                search();
                update();
            },
        };
    }

    return { mount, element };
})();
