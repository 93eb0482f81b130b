import { TextLayer } from "pdfjs-dist";
import { make, say } from "./words.js";

// Eight million pixels are 32 MB: A4 at 400 %. Beyond that a sharper picture would cost more than it shows.
const mostPixels = 8_000_000;

/** One page: a place of the right size that is painted when it is near and emptied when it is far. */
export class Page {
  #task = null;
  #text = null;
  #canvas = null;
  #paintedScale = 0;

  constructor(number, total) {
    this.number = number;
    /** Size as displayed, rotation included, in units of the page's user space (usually points). */
    this.width = 595;
    this.height = 842;
    /** How many points such a unit is (UserUnit, ISO 32000-2 §7.7.3.3). */
    this.unit = 1;
    /** CSS pixels for one of these units. */
    this.scale = 1;
    this.proxy = null;
    this.element = make("div", { className: "viewer-page", role: "group", "aria-label": say("view.page-of", { n: number, total }) });
    this.element.dataset.page = number;
  }

  /** Learns the page's own size; true when it differs from what was assumed. */
  async open(pdf) {
    if (this.proxy) return false;
    this.proxy = await pdf.getPage(this.number);
    const { width, height } = this.proxy.getViewport({ scale: 1 });
    this.unit = this.proxy.userUnit;
    const [trueWidth, trueHeight] = [width / this.unit, height / this.unit];
    const differs = trueWidth !== this.width || trueHeight !== this.height;
    this.assume(trueWidth, trueHeight);
    return differs;
  }

  assume(width, height) {
    this.width = width;
    this.height = height;
  }

  layout(scale) {
    this.scale = scale;
    this.element.style.width = `${Math.floor(this.width * scale)}px`;
    this.element.style.height = `${Math.floor(this.height * scale)}px`;
  }

  get painted() {
    return this.#paintedScale === this.scale;
  }

  /** Whether it holds a picture, of whatever scale, or is being painted. */
  get held() {
    return this.#canvas !== null || this.#task !== null;
  }

  async paint() {
    const scale = this.scale;
    const viewport = this.proxy.getViewport({ scale: scale / this.unit });
    const ratio = Math.min(devicePixelRatio, Math.sqrt(mostPixels / (viewport.width * viewport.height)));
    const canvas = make("canvas", { "aria-hidden": "true" });
    canvas.width = Math.floor(viewport.width * ratio);
    canvas.height = Math.floor(viewport.height * ratio);
    this.#task?.cancel();
    const task = this.proxy.render({ canvas, viewport, transform: ratio === 1 ? null : [ratio, 0, 0, ratio, 0, 0] });
    this.#task = task;
    await task.promise;
    if (this.#task !== task) return discard(canvas);
    this.#task = null;
    const old = this.#canvas;
    this.#canvas = canvas;
    this.#paintedScale = scale;
    this.element.prepend(canvas);
    if (old) discard(old);
    await this.#write(viewport, scale);
  }

  /** Text over the picture, to select and to be read aloud. Annotations get no layer: links and scripts stay inert. */
  async #write(viewport, scale) {
    this.#text?.remove();
    const container = make("div", { className: "textLayer" });
    container.style.setProperty("--total-scale-factor", scale);
    this.#text = container;
    this.#canvas.after(container);
    await new TextLayer({ textContentSource: this.proxy.streamTextContent(), container, viewport }).render();
  }

  release() {
    this.#task?.cancel();
    this.#task = null;
    if (this.#canvas) discard(this.#canvas);
    this.#canvas = null;
    this.#text?.remove();
    this.#text = null;
    this.#paintedScale = 0;
    this.proxy?.cleanup();
  }
}

/** Safari keeps a canvas's memory until it has no size. */
function discard(canvas) {
  canvas.width = 0;
  canvas.height = 0;
  canvas.remove();
}
