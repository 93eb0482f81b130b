// Light or dark: the person's own choice if there is one, else the system's.
// A choice equal to the system's is not kept, so the page follows the system again.
const dark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function chosen() {
  try {
    return localStorage.getItem("theme");
  } catch {
    // Storage may be switched off; the system's preference is a good answer then.
    return null;
  }
}

function apply() {
  const theme = chosen() ?? (dark.matches ? "dark" : "light");
  root.dataset.bsTheme = theme;
  for (const toggle of document.querySelectorAll("[data-theme-toggle]")) {
    toggle.setAttribute("aria-pressed", String(theme === "dark"));
  }
}

function toggle() {
  const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
  try {
    if ((next === "dark") === dark.matches) localStorage.removeItem("theme");
    else localStorage.setItem("theme", next);
  } catch {
    // Storage may be switched off; nothing to keep then.
  }
  apply();
}

apply();
dark.addEventListener("change", apply);
document.addEventListener("DOMContentLoaded", apply);
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-theme-toggle]")) toggle();
});
