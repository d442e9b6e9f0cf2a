// Drags a rectangle on a chart and tells the ranges in it. A finger scrolls the page instead.
const Zoom = (() => {
    // A drag this narrow in one direction chooses a range of the other axis alone.
    const narrow = 14, shortest = 5;

    // `chartOf` returns the chart, or null for one without ranges; `zoomed` receives { x, y }, where null is the whole axis.
    function listen(instance, canvas, chartOf, zoomed) {
        const area = document.createElement("div"), zr = instance.getZr();
        area.className = "zoom";
        area.hidden = true;
        canvas.append(area);
        let start = null, isDragged = false;

        const isInside = ({ x, y }) => instance.containPixel({ gridIndex: 0 }, [x, y]);
        const at = (event) => ({ x: event.zrX ?? event.offsetX, y: event.zrY ?? event.offsetY });

        // The corners of the drag, where a narrow side is as long as the plot.
        function corners(end) {
            const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)], [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
            const grid = instance.getModel().getComponent("grid").coordinateSystem.getRect();
            const isWide = right - left >= narrow, isHigh = bottom - top >= narrow && chartOf().y.scale !== "category";
            const inside = (value, low, size) => Math.max(low, Math.min(low + size, value));
            return {
                isWide, isHigh,
                left: isWide ? inside(left, grid.x, grid.width) : grid.x, right: isWide ? inside(right, grid.x, grid.width) : grid.x + grid.width,
                top: isHigh ? inside(top, grid.y, grid.height) : grid.y, bottom: isHigh ? inside(bottom, grid.y, grid.height) : grid.y + grid.height,
            };
        }

        zr.on("mousedown", (event) => {
            isDragged = false;
            const place = at(event);
            start = event.event.button === 0 && matchMedia("(pointer: fine)").matches && chartOf() !== null && isInside(place) ? place : null;
        });
        zr.on("mousemove", (event) => {
            if (start === null) return;
            const end = at(event);
            isDragged ||= Math.hypot(end.x - start.x, end.y - start.y) >= shortest;
            if (!isDragged) return;
            instance.dispatchAction({ type: "hideTip" });
            const { left, right, top, bottom } = corners(end);
            Object.assign(area.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
            area.hidden = false;
        });
        // The button may go up anywhere.
        addEventListener("mouseup", (event) => {
            if (start === null || area.hidden) {
                start = null;
                return;
            }
            const bounds = canvas.getBoundingClientRect();
            const { isWide, isHigh, left, right, top, bottom } = corners({ x: event.clientX - bounds.left, y: event.clientY - bounds.top });
            const [low, high] = [instance.convertFromPixel({ gridIndex: 0 }, [left, bottom]), instance.convertFromPixel({ gridIndex: 0 }, [right, top])];
            start = null;
            area.hidden = true;
            if (isWide || isHigh) zoomed({ x: isWide ? [low[0], high[0]] : null, y: isHigh ? [low[1], high[1]] : null });
        });

        return { isDragged: () => isDragged };
    }

    return { listen };
})();
