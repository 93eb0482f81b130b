// <form data-upload data-max-bytes="…"> with a file input: the file is looked at before it is sent, and the sending shows its progress.
import { megabytes, say } from "./words.js";

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
  if (!input.form?.matches("[data-upload]")) return;
  complain(input, await fault(input));
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-upload]") || event.defaultPrevented) return;
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  const input = form.querySelector("input[type=file]");
  const found = await fault(input);
  complain(input, found);
  if (found) {
    form.removeAttribute("aria-busy");
    input.focus();
    return;
  }
  send(form, event.submitter);
});

/** What is wrong with the chosen file, as a sentence, or null. The server checks again; this only saves the wait. */
async function fault(input) {
  const limit = Number(input.form.dataset.maxBytes) || Infinity;
  for (const file of input.files) {
    if (file.size === 0) return say("empty");
    if (file.size > limit) return say("tooLarge", { size: megabytes(file.size), limit: megabytes(limit) });
    if (input.accept.includes("pdf")) {
      try {
        // Readers look for the header in the first 1024 bytes (ISO 32000-2, Annex I).
        const head = await file.slice(0, 1024).text();
        if (!head.includes("%PDF-")) return say("notPdf");
      } catch {
        return say("unreadable");
      }
    }
  }
  return null;
}

function complain(input, sentence) {
  const id = `${input.id || input.name}-fault`;
  let place = document.getElementById(id);
  if (!place) {
    place = document.createElement("div");
    Object.assign(place, { id, className: "invalid-feedback d-block" });
    place.setAttribute("role", "alert");
    input.after(place);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  }
  place.textContent = sentence ?? "";
  place.hidden = !sentence;
  input.classList.toggle("is-invalid", Boolean(sentence));
  if (sentence) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

function send(form, submitter) {
  const shown = progress(form);
  const request = new XMLHttpRequest();
  const over = (sentence) => {
    form.removeAttribute("aria-busy");
    shown.end(sentence);
  };
  shown.stop.addEventListener("click", () => request.abort());
  request.upload.addEventListener("progress", (event) => shown.at(event.loaded / event.total));
  request.upload.addEventListener("load", () => shown.checking());
  request.addEventListener("abort", () => over(say("stopped")));
  request.addEventListener("error", () => over(say("offline")));
  request.addEventListener("load", () => {
    const sentence = answer(request, form);
    if (sentence) over(sentence);
  });
  request.open("POST", form.action);
  // The server may answer {"url": "…"} to this header; a plain redirect is followed too.
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.send(new FormData(form, submitter));
}

/** Goes where the answer says, or shows the page with its messages; returns a sentence when there is neither. */
function answer(request, form) {
  const type = request.getResponseHeader("Content-Type") ?? "";
  if (request.status === 413) {
    const input = form.querySelector("input[type=file]");
    return say("tooLarge", { size: megabytes(input.files[0].size), limit: megabytes(Number(form.dataset.maxBytes)) });
  }
  if (request.status === 401 || request.status === 403) return say("signedOut");
  if (request.status < 400 && type.includes("json")) {
    location.assign(JSON.parse(request.responseText).url);
    return null;
  }
  if (request.status < 400 && request.responseURL !== new URL(form.action).href) {
    location.assign(request.responseURL);
    return null;
  }
  const page = type.includes("html") && (request.status < 500 || request.status === 503) ? new DOMParser().parseFromString(request.responseText, "text/html") : null;
  const main = page?.querySelector("main");
  if (!main) return say("refused");
  document.querySelector("main").replaceWith(main);
  main.querySelector("[aria-invalid=true], .input-validation-error, [role=alert]")?.focus();
  document.dispatchEvent(new Event("upload:answered"));
  return null;
}

function progress(form) {
  form.querySelector(".upload-progress")?.remove();
  const box = document.createElement("div");
  box.className = "upload-progress";
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  const text = document.createElement("p");
  text.setAttribute("role", "status");
  bar.setAttribute("aria-label", say("sending", { percent: "" }).replace(/[:%\s]+$/, ""));
  const stop = document.createElement("button");
  Object.assign(stop, { type: "button", className: "btn", textContent: say("stop") });
  box.append(text, bar, stop);
  form.append(box);
  return {
    stop,
    at(part) {
      bar.value = part * 100;
      // Every tenth is enough for people who listen.
      const percent = Math.floor(part * 10) * 10;
      if (text.dataset.percent === String(percent)) return;
      text.dataset.percent = String(percent);
      text.textContent = say("sending", { percent });
    },
    checking() {
      bar.removeAttribute("value");
      stop.hidden = true;
      text.textContent = say("checking");
    },
    end(sentence) {
      text.textContent = sentence;
      bar.remove();
      stop.remove();
    },
  };
}
