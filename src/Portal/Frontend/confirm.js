// Asks before an act: data-confirm="question" on a submit button, a link or a form; hx-confirm works through the same dialog.
import { say } from "./words.js";

/** Shows the question; resolves to true when the person goes on. */
function ask(question, { yes, no } = {}) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm-dialog";
  dialog.setAttribute("aria-labelledby", "confirm-question");
  const text = document.createElement("p");
  text.id = "confirm-question";
  text.textContent = question;
  const form = document.createElement("form");
  form.method = "dialog";
  form.append(button(no ?? say("cancel"), "no", "btn"), button(yes ?? say("confirm"), "yes", "btn btn-primary"));
  dialog.append(text, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    }),
  );
}

function button(label, value, className) {
  const made = document.createElement("button");
  Object.assign(made, { type: "submit", value, className, textContent: label });
  return made;
}

function words(element) {
  return { yes: element.dataset.confirmYes, no: element.dataset.confirmNo };
}

let agreed = null;

document.addEventListener("click", async (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-confirm]") : null;
  if (!link) return;
  event.preventDefault();
  if (await ask(link.dataset.confirm, words(link))) location.assign(link.href);
});

// In the capture phase: nobody else may take the submission for real before the person has agreed.
document.addEventListener(
  "submit",
  async (event) => {
    const asking = event.submitter?.closest("[data-confirm]") ?? event.target.closest("form[data-confirm]");
    if (!asking) return;
    if (agreed === event.target) {
      agreed = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await ask(asking.dataset.confirm, words(asking)))) return;
    agreed = event.target;
    event.target.requestSubmit(event.submitter);
    agreed = null;
  },
  true,
);

document.addEventListener("htmx:confirm", async (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  if (await ask(event.detail.question, words(event.detail.elt))) event.detail.issueRequest(true);
});
