// <button data-add-row> after <div data-rows> with at least one <div data-row>: adds an empty copy of the last row, its fields numbered on.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (!button) return;
  const rows = [...button.parentElement.querySelectorAll("[data-rows] [data-row]")];
  const last = rows.at(-1);
  const row = last.cloneNode(true);
  for (const field of row.querySelectorAll("select, input")) {
    field.name = field.name.replace(/\[\d+\]/, `[${rows.length}]`);
    field.ariaLabel = field.ariaLabel?.replace(/\d+/, String(rows.length + 1)) ?? null;
    if (field instanceof HTMLSelectElement) field.selectedIndex = 0;
    else field.checked = false;
  }
  for (const fault of row.querySelectorAll(".invalid-feedback")) fault.textContent = "";
  last.after(row);
  row.querySelector("select, input").focus();
});
