// The file that was chosen last and the password typed for it: the server keeps neither, so the page does while it is open.
let file = null;
let password;

/** {file, password}, or nulls. */
export function chosen() {
  return { file, password };
}

/** Lets a file be dropped anywhere on the page, checks it as soon as it is chosen, and puts it back into the form of the answer. */
export function watch() {
  dress();
  document.addEventListener("change", (event) => {
    if (!event.target.matches("form.verify-form input[type=file]") || event.target.files.length === 0) return;
    [file] = event.target.files;
    password = undefined;
    event.target.form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.verify-form")) return;
    password = event.target.elements.Password?.value || undefined;
  });
  document.addEventListener("dragover", (event) => {
    if (!form() || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form().classList.add("verify-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) form()?.classList.remove("verify-over");
  });
  document.addEventListener("drop", (event) => {
    if (!form() || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    form().classList.remove("verify-over");
    put(event.dataTransfer.files[0]);
    input().dispatchEvent(new Event("change", { bubbles: true }));
  });
  // Refused for now, or a password is asked for: the same file is sent again without being looked for again.
  document.addEventListener("upload:answered", () => {
    dress();
    const answered = document.querySelector("[data-answer]");
    if (file && form() && (!answered || document.getElementById("password"))) put(file);
  });
}

function form() {
  return document.querySelector("form.verify-form");
}

function input() {
  return form().querySelector("input[type=file]");
}

/** The browser's own control speaks the browser's language; the label does its work in ours. */
function dress() {
  if (!form()) return;
  form().classList.add("verify-ready");
  input().classList.add("visually-hidden");
}

function put(one) {
  const transfer = new DataTransfer();
  transfer.items.add(one);
  input().files = transfer.files;
}
