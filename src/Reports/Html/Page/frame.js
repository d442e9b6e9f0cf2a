// What all charts have in common.
const Frame = (() => {
    const escape = (words) => String(words).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

    const baseOption = (theme) => ({
        animation: false,
        backgroundColor: "transparent",
        textStyle: { fontFamily: theme.font, fontSize: 12, color: theme.text },
        aria: { enabled: false },
        tooltip: {
            backgroundColor: theme.panel,
            borderColor: theme.grid,
            textStyle: { color: theme.text, fontSize: 12 },
            extraCssText: "max-width: min(420px, 90vw); white-space: normal; overflow-wrap: anywhere;",
            confine: true,
        },
    });

    return { escape, baseOption };
})();
