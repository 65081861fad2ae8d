// Where one points at a picture is what stays in sight when it is cut. Without scripts it is one of nine places.

begin("[data-focus]", (box) => {
  box.addEventListener("click", (event) => {
    const label = event.target.closest("label");
    if (!label || event.detail === 0) return;
    const whole = box.getBoundingClientRect();
    const cell = label.getBoundingClientRect();
    const across = (2 * (event.clientX - whole.left)) / whole.width - 1;
    const up = 1 - (2 * (event.clientY - whole.top)) / whole.height;
    label.control.value = `${across.toFixed(2)},${up.toFixed(2)}`;
    label.style.setProperty("--at-x", `${event.clientX - cell.left}px`);
    label.style.setProperty("--at-y", `${event.clientY - cell.top}px`);
  });
});
