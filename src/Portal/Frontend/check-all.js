// <button data-check-all="id">: ticks every box inside that element that is marked data-fresh; pressed again, unticks them.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-check-all]");
  if (!button) return;
  const boxes = [...document.getElementById(button.dataset.checkAll).querySelectorAll("input[type=checkbox][data-fresh]:not(:disabled)")];
  const all = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !all;
});
