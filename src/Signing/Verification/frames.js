import { make, say } from "../Sign/words.js";

/** A frame over a rectangle in points of the displayed page; in per cent, so that it follows every zoom by itself. */
export function frame(page, [left, bottom, width, height], className, label) {
  const element = make("div", { className: `verify-frame ${className}`, role: "img", "aria-label": label });
  const across = 100 / page.width;
  const down = 100 / page.height;
  Object.assign(element.style, {
    left: `${left * across}%`,
    top: `${(page.height - bottom - height) * down}%`,
    width: `${width * across}%`,
    height: `${height * down}%`,
  });
  page.element.append(element);
  return element;
}

/** The visible signatures, framed on their pages. */
export class Frames {
  #viewer;
  #signatures;
  #frames = new Map();

  constructor(viewer, signatures) {
    this.#viewer = viewer;
    this.#signatures = signatures.filter((signature) => signature.page > 0 && signature.rectangle);
    // A page learns its true size when it comes near; frames are drawn then, and once.
    viewer.addEventListener("layout", () => this.#draw());
  }

  async go(number) {
    const signature = this.#signatures.find((one) => one.number === number);
    if (!signature || this.#viewer.total === 0) return;
    const page = await this.#viewer.page(signature.page);
    this.#draw();
    const [, bottom, , height] = signature.rectangle;
    this.#viewer.go(signature.page, Math.max(page.height - bottom - height, 1));
    document.getElementById("viewer").scrollIntoView({ block: "nearest" });
    for (const [other, element] of this.#frames) element.classList.toggle("verify-current", other === number);
  }

  #draw() {
    for (const signature of this.#signatures) {
      const page = this.#viewer.pages[signature.page - 1];
      if (!page?.proxy || this.#frames.get(signature.number)?.parentElement === page.element) continue;
      const element = frame(page, signature.rectangle, `verify-${signature.light}`, say("verify.frame", signature));
      element.append(make("span", { className: "verify-tag", "aria-hidden": "true" }, String(signature.number)));
      this.#frames.set(signature.number, element);
    }
  }
}
