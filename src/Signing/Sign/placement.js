import { make, say } from "./words.js";

// The server takes no smaller one (SignatureBox.cs).
const smallest = { width: 60, height: 30 };
const millimetresPerPoint = 25.4 / 72;

/**
 * The dashed box that shows where the signature will stand. Its place is {page, x, y, width, height}:
 * lower left corner and size in units of the page's user space, seen on the page as displayed –
 * rotation applied, origin in the lower left corner of the visible (crop) box.
 */
export class Placement {
  #viewer;
  #default;
  #place;
  #page = null;
  #box;
  #handle;
  #status;
  #controls;
  #number;
  #locked = false;
  #speaking = 0;

  constructor(viewer, place, signerName) {
    this.#viewer = viewer;
    this.#default = { ...place };
    this.#place = { ...place };
    this.#status = make("p", { className: "visually-hidden", role: "status" });
    const help = make("span", { id: "signature-box-help", hidden: true }, say("place.help"));
    this.#handle = make("button", { type: "button", className: "signature-handle", "aria-label": say("place.resize"), "aria-describedby": help.id });
    this.#box = make(
      "div",
      // "application" hands the arrow keys to this box even while a screen reader browses the page.
      { className: "signature-box", tabIndex: 0, role: "application", "aria-label": say("place.box", { name: signerName }), "aria-describedby": help.id },
      make("span", { className: "signature-text", "aria-hidden": "true" }, make("span", {}, say("place.label")), make("strong", {}, signerName)),
      this.#handle,
    );
    this.#controls = this.#makeControls();
    viewer.bar.append(this.#controls, help, this.#status);
    this.#drag(this.#box, (from, dx, dy) => this.#move({ x: from.x + dx, y: from.y + dy }));
    this.#drag(this.#handle, (from, dx, dy) => this.#resize(from.width + dx, from.height - dy));
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    viewer.addEventListener("open", () => this.#attach());
    viewer.addEventListener("layout", () => this.#draw());
  }

  /** Where the signature will stand, to a hundredth of a point. */
  get place() {
    const { page, ...box } = this.#place;
    return { page, ...Object.fromEntries(Object.entries(box).map(([name, value]) => [name, Math.round(value * 100) / 100])) };
  }

  /** While a signature is being made its place stands still. */
  set locked(locked) {
    this.#locked = locked;
    this.#box.classList.toggle("locked", locked);
    this.#handle.disabled = locked;
    for (const control of this.#controls.querySelectorAll("button, input")) control.disabled = locked;
  }

  /** Brings the box into view. */
  show() {
    if (this.#page) this.#viewer.go(this.#place.page, this.#page.height - this.#place.y - this.#place.height);
  }

  async #attach() {
    this.#place.page = Math.min(Math.max(this.#place.page, 1), this.#viewer.total);
    const number = this.#place.page;
    const page = await this.#viewer.page(number);
    if (number !== this.#place.page) return;
    this.#page = page;
    page.element.append(this.#box);
    this.#number.value = number;
    this.#move({});
  }

  #draw() {
    if (!this.#page) return;
    const { x, y, width, height } = this.#place;
    const { scale } = this.#page;
    const { style } = this.#box;
    style.left = `${x * scale}px`;
    style.top = `${(this.#page.height - y - height) * scale}px`;
    style.width = `${width * scale}px`;
    style.height = `${height * scale}px`;
  }

  /** Takes over what is given, keeps the box on the page, and shows and says the result. */
  #move(change) {
    const page = this.#page;
    if (!page || this.#locked) return;
    const wanted = { ...this.#place, ...change };
    const width = between(wanted.width, smallest.width, page.width);
    const height = between(wanted.height, smallest.height, page.height);
    this.#place = {
      page: wanted.page,
      x: between(wanted.x, 0, page.width - width),
      y: between(wanted.y, 0, page.height - height),
      width,
      height,
    };
    this.#draw();
    this.#speak();
  }

  /** The upper left corner stays; the box grows towards the handle as far as the page goes. */
  #resize(width, height) {
    const { x, y, height: now } = this.#place;
    const top = y + now;
    const newWidth = between(width, smallest.width, this.#page.width - x);
    const newHeight = between(height, smallest.height, top);
    this.#move({ width: newWidth, height: newHeight, y: top - newHeight });
  }

  async #turnTo(number) {
    const valid = Number.isInteger(number) && number >= 1 && number <= this.#viewer.total;
    if (!valid || this.#locked) {
      this.#number.value = this.#place.page;
      return;
    }
    this.#place.page = number;
    await this.#attach();
    this.show();
  }

  async #reset() {
    if (this.#locked) return;
    this.#place = { ...this.#default };
    await this.#attach();
    this.show();
  }

  #key(event) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const arrow = arrows[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 : 1;
    this.#nudge(arrow[0] * step, arrow[1] * step, event.target === this.#handle);
  }

  #nudge(dx, dy, resizing) {
    const { x, y, width, height } = this.#place;
    if (resizing) this.#resize(width + dx, height - dy);
    else this.#move({ x: x + dx, y: y + dy });
  }

  /** Mouse, finger and pen alike; act gets where the drag began and how far it went, in page units. */
  #drag(target, act) {
    let from = null;
    target.addEventListener("pointerdown", (event) => {
      if (this.#locked || event.button !== 0) return;
      event.stopPropagation();
      target.setPointerCapture(event.pointerId);
      from = { ...this.#place, clientX: event.clientX, clientY: event.clientY };
    });
    target.addEventListener("pointermove", (event) => {
      if (!from) return;
      const { scale } = this.#page;
      act(from, (event.clientX - from.clientX) / scale, (from.clientY - event.clientY) / scale);
    });
    const stop = () => (from = null);
    target.addEventListener("pointerup", stop);
    target.addEventListener("pointercancel", stop);
  }

  /** The same moves without dragging, for who cannot or would rather not (WCAG 2.2, 2.5.7). */
  #makeControls() {
    const button = (label, sign, act) => {
      const made = make("button", { type: "button", className: "btn btn-icon", title: say(label), "aria-label": say(label) }, sign);
      made.addEventListener("click", act);
      return made;
    };
    const go = make("button", { type: "button", className: "btn" }, say("place.go"));
    go.addEventListener("click", () => this.show());
    const reset = make("button", { type: "button", className: "btn" }, say("place.reset"));
    reset.addEventListener("click", () => this.#reset());
    this.#number = make("input", { className: "form-control viewer-number", inputMode: "numeric", autocomplete: "off" });
    this.#number.addEventListener("change", () => this.#turnTo(Number.parseInt(this.#number.value, 10)));
    const grow = (by) => this.#resize(this.#place.width * by, this.#place.height * by);
    return make(
      "details",
      { className: "placement" },
      make("summary", {}, say("place.adjust")),
      make(
        "div",
        { className: "viewer-group" },
        make("label", {}, make("span", {}, say("place.page")), this.#number),
        button("place.left", "←", () => this.#nudge(-10, 0)),
        button("place.up", "↑", () => this.#nudge(0, 10)),
        button("place.down", "↓", () => this.#nudge(0, -10)),
        button("place.right", "→", () => this.#nudge(10, 0)),
        button("place.smaller", "−", () => grow(1 / 1.1)),
        button("place.larger", "+", () => grow(1.1)),
        go,
        reset,
      ),
    );
  }

  #speak() {
    clearTimeout(this.#speaking);
    const { page, x, y, width, height } = this.#place;
    const millimetres = (points) => Math.round(points * millimetresPerPoint * this.#page.unit);
    this.#speaking = setTimeout(() => {
      this.#status.textContent = say("place.at", {
        page,
        left: millimetres(x),
        bottom: millimetres(y),
        width: millimetres(width),
        height: millimetres(height),
      });
    }, 400);
  }
}

function between(value, least, most) {
  return Math.max(Math.min(value, most), Math.min(least, most));
}
