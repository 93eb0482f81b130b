// A second click on a slow day must not send a form twice. Forms that answer with a download carry data-resubmit.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[data-resubmit], [data-upload]")) return;
  if (form.hasAttribute("aria-busy")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  event.submitter?.classList.add("btn-loading");
});

// A page that comes back from the browser's cache is ready to be used again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.removeAttribute("aria-busy");
    for (const button of form.querySelectorAll(".btn-loading")) button.classList.remove("btn-loading");
  }
});
