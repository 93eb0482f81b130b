import "./verify.css";
import { chosen, watch } from "./choose.js";
import { Comparison } from "./comparison.js";
import { ofFile, ofUrl, upTo } from "./source.js";
import { Frames } from "./frames.js";
import { Viewer } from "../Sign/viewer.js";
import { make, say } from "../Sign/words.js";

watch();
document.addEventListener("upload:answered", () => show(true));
show(false);

/** Brings the answer that stands in the page to life; the bytes come from the chosen file, or from the portal for a document of its own. */
function show(isFresh) {
  const told = document.getElementById("verification");
  if (!told) return;
  const data = JSON.parse(told.textContent);
  if (isFresh) (document.getElementById("password") ?? document.getElementById("answer"))?.focus();
  const { file, password } = chosen();
  const source = data.fileUrl ? ofUrl(data.fileUrl, data.length) : file && file.size === data.length ? ofFile(file) : null;
  const root = document.getElementById("viewer");
  if (!root) return;
  if (!source) {
    root.replaceWith(make("p", {}, say("verify.gone")));
    return;
  }
  const viewer = new Viewer(root, upTo(source, data.length, password));
  const frames = new Frames(viewer, data.signatures);
  viewer.open();
  new Comparison(source, password).show(data.changes);
  for (const button of document.querySelectorAll("[data-go]")) {
    button.hidden = false;
    button.addEventListener("click", () => frames.go(Number(button.dataset.go)));
  }
  for (const button of document.querySelectorAll("[data-extract]")) {
    button.hidden = false;
    button.addEventListener("click", () => extract(source, data, Number(button.dataset.extract)));
  }
}

/** Saves the document as it was at a signature. */
async function extract(source, data, number) {
  const { end } = data.signatures.find((signature) => signature.number === number);
  const address = URL.createObjectURL(await source.blob(end));
  const name = data.name.replace(/\.pdf$/i, "");
  make("a", { href: address, download: `${name}.chu-ky-${number}.pdf` }).click();
  // The browser has taken hold of it once the click was handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
