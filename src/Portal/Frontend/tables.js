// On a phone a row stands as a block of its own (site.css); each cell then says which column it is of.
for (const table of document.querySelectorAll("table.card-table")) {
  const titles = [...table.querySelectorAll("thead th")].map((title) => title.textContent.trim());
  for (const row of table.querySelectorAll("tbody tr")) {
    for (const [at, cell] of [...row.cells].entries()) {
      if (at > 0 && titles[at] && cell.textContent.trim()) cell.dataset.label = titles[at];
    }
  }
}
