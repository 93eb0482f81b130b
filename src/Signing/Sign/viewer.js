import { RenderingCancelledException } from "pdfjs-dist";
import { Page } from "./page.js";
import { load } from "./pdf.js";
import { make, say } from "./words.js";

const steps = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];
const pixelsPerPoint = 96 / 72;
// Lines longer than this are tiring to read, however wide the screen.
const widestFit = 1100;

/**
 * Shows the bytes at data-src, or of another source, page by page as one scrolls; pages far from view hold no memory.
 * Tells "layout" (a page's place or size changed) and "open" (the document can be used) as events.
 */
export class Viewer extends EventTarget {
  pages = [];
  #root;
  #scroller;
  #bar;
  #pdf = null;
  #zoom = null;
  #current = 1;
  #queued = false;
  #painting = false;
  #source;

  /** @param source What pdf.js's load takes; without it the address in data-src. */
  constructor(root, source = { url: root.dataset.src }) {
    super();
    this.#root = root;
    this.#source = source;
    root.classList.add("viewer");
    this.#bar = this.#makeBar();
    this.#scroller = make("div", {
      className: "viewer-pages",
      tabIndex: 0,
      role: "region",
      "aria-label": say("view.document", { name: root.dataset.name ?? "" }),
    });
    root.replaceChildren(this.#bar.element, this.#scroller);
    this.#scroller.addEventListener("scroll", () => this.#soon(), { passive: true });
    root.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#fitAgain()).observe(this.#scroller);
  }

  get total() {
    return this.pages.length;
  }

  /** A place at the foot of the bar for further controls. */
  get bar() {
    return this.#bar.element;
  }

  async open() {
    const status = make("p", { className: "viewer-message", role: "status" }, say("view.loading"));
    const progress = make("progress", { "aria-label": say("view.loading") });
    this.#scroller.replaceChildren(status, progress);
    await this.#pdf?.loadingTask.destroy();
    const { task, opened } = load(this.#source);
    task.onProgress = ({ loaded, total }) => {
      if (total) progress.value = Math.min(1, loaded / total);
    };
    try {
      this.#pdf = await opened;
      const total = this.#pdf.numPages;
      this.pages = Array.from({ length: total }, (_, index) => new Page(index + 1, total));
      await this.pages[0].open(this.#pdf);
    } catch (error) {
      await this.#fail(error);
      return;
    }
    const [first] = this.pages;
    for (const page of this.pages) page.assume(first.width, first.height);
    this.#scroller.replaceChildren(...this.pages.map((page) => page.element));
    this.#bar.total(this.total);
    this.#layout();
    this.dispatchEvent(new Event("open"));
    this.go(this.#current);
  }

  /** The page with this number, its true size known. */
  async page(number) {
    const page = this.pages[Math.min(Math.max(number, 1), this.total) - 1];
    await this.#learn(page);
    return page;
  }

  /** Scrolls so that this page, or this height of it in its own units from the top, stands in view. */
  go(number, fromTop = 0) {
    const page = this.pages[Math.min(Math.max(number, 1), this.total) - 1];
    if (!page) return;
    const lead = fromTop > 0 ? this.#scroller.clientHeight / 3 : 8;
    this.#scroller.scrollTop = page.element.offsetTop + fromTop * page.scale - lead;
    this.#soon();
  }

  #makeBar() {
    const button = (label, sign, act) => {
      const made = make("button", { type: "button", className: "btn btn-icon", title: say(label), "aria-label": say(label) }, sign);
      made.addEventListener("click", act);
      return made;
    };
    const previous = button("view.previous", "‹", () => this.go(this.#current - 1));
    const next = button("view.next", "›", () => this.go(this.#current + 1));
    const number = make("input", { className: "form-control viewer-number", inputMode: "numeric", value: "1", autocomplete: "off" });
    const total = make("span", { className: "viewer-total" });
    const percent = make("span", { className: "viewer-percent" });
    number.addEventListener("change", () => this.go(Number.parseInt(number.value, 10) || this.#current));
    const element = make(
      "div",
      { className: "viewer-bar", role: "group", "aria-label": say("view.bar") },
      make("div", { className: "viewer-group" }, previous, make("label", {}, make("span", {}, say("view.page")), number), total, next),
      make(
        "div",
        { className: "viewer-group" },
        button("view.zoom-out", "−", () => this.#zoomBy(-1)),
        percent,
        button("view.zoom-in", "+", () => this.#zoomBy(1)),
        button("view.fit", "↔", () => this.#zoomTo(null)),
      ),
    );
    return {
      element,
      total: (count) => {
        total.textContent = `/ ${count}`;
        number.setAttribute("aria-label", say("view.number", { total: count }));
      },
      show: (current, scale) => {
        if (document.activeElement !== number) number.value = current;
        previous.disabled = current === 1;
        next.disabled = current === this.total;
        percent.textContent = `${Math.round((scale / pixelsPerPoint) * 100)} %`;
      },
      number,
    };
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target === this.#bar.number;
    if (typing && event.key === "Enter") event.target.dispatchEvent(new Event("change"));
    if (!typing && (event.key === "+" || event.key === "=")) this.#zoomBy(1);
    else if (!typing && event.key === "-") this.#zoomBy(-1);
    else if (event.key === "PageDown" || event.key === "PageUp") {
      // A screenful, not a page: nobody should skip the lower half of what they sign.
      const direction = event.key === "PageDown" ? 1 : -1;
      this.#scroller.scrollBy({ top: direction * this.#scroller.clientHeight * 0.9 });
    } else return;
    event.preventDefault();
  }

  #zoomBy(direction) {
    const now = this.pages[this.#current - 1].scale / pixelsPerPoint;
    const next = direction > 0 ? steps.find((step) => step > now + 0.01) : steps.findLast((step) => step < now - 0.01);
    if (next) this.#zoomTo(next * pixelsPerPoint);
  }

  /** To a number of pixels for a point, or to the width of the view (null). The line being read stays where it is. */
  #zoomTo(zoom) {
    this.#zoom = zoom;
    const page = this.pages[this.#current - 1];
    const read = (this.#scroller.scrollTop - page.element.offsetTop) / page.scale;
    this.#layout();
    this.#scroller.scrollTop = page.element.offsetTop + read * page.scale;
    this.#soon();
  }

  #fitAgain() {
    if (this.total > 0 && this.#zoom === null) this.#zoomTo(null);
  }

  /** Asked once for all pages: between their new sizes each question would lay out the whole document again. */
  #room() {
    return Math.max(Math.min(this.#scroller.clientWidth - 16, widestFit), 200);
  }

  #layout() {
    const room = this.#room();
    for (const page of this.pages) page.layout(this.#zoom ?? room / page.width);
    this.dispatchEvent(new Event("layout"));
  }

  async #learn(page) {
    const pdf = this.#pdf;
    const before = page.element.offsetHeight;
    if (!(await page.open(pdf)) || pdf !== this.#pdf) return;
    page.layout(this.#zoom ?? this.#room() / page.width);
    // A page above the view took its true size: what is being read must not jump.
    if (page.element.offsetTop + before <= this.#scroller.scrollTop) {
      this.#scroller.scrollTop += page.element.offsetHeight - before;
    }
    this.dispatchEvent(new Event("layout"));
  }

  #soon() {
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      if (this.total > 0) this.#look();
    });
  }

  #look() {
    const top = this.#scroller.scrollTop;
    const bottom = top + this.#scroller.clientHeight;
    const first = this.#at(top);
    const last = this.#at(bottom);
    this.#current = this.#at(top + (bottom - top) * 0.4).number;
    this.#bar.show(this.#current, this.pages[this.#current - 1].scale);
    const wanted = this.pages.slice(Math.max(first.number - 2, 0), last.number + 1);
    for (const page of this.pages) {
      if (page.held && !wanted.includes(page)) page.release();
    }
    const nearest = (page) => Math.max(first.number - page.number, page.number - last.number, 0);
    this.#paint(wanted.toSorted((a, b) => nearest(a) - nearest(b)));
  }

  /** The page at this height of the scrolled content. */
  #at(height) {
    let low = 0;
    let high = this.total - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.pages[middle].element.offsetTop <= height) low = middle;
      else high = middle - 1;
    }
    return this.pages[low];
  }

  /** One page at a time, the visible ones first; after each the view is looked at again, for the person may have moved on. */
  async #paint(pages) {
    const page = pages.find((one) => !one.painted);
    if (!page || this.#painting) return;
    this.#painting = true;
    try {
      await this.#learn(page);
      await page.paint();
    } catch (error) {
      if (!(error instanceof RenderingCancelledException)) {
        await this.#fail(error);
        return;
      }
    } finally {
      this.#painting = false;
    }
    this.#soon();
  }

  async #fail(error) {
    this.pages = [];
    const retry = make("button", { type: "button", className: "btn" }, say("view.retry"));
    retry.addEventListener("click", () => this.open());
    const message = make("div", { className: "viewer-message" }, make("p", { role: "alert" }, say(await this.#reason(error))), retry);
    if (this.#source.url) message.append(make("a", { className: "btn", href: this.#source.url, download: "" }, say("view.download")));
    this.#scroller.replaceChildren(message);
  }

  async #reason(error) {
    if (error.name === "PasswordException") return "view.password";
    if (!this.#source.url) return "view.damaged";
    try {
      const answer = await fetch(this.#source.url, { method: "HEAD", redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "view.signed-out";
      if (answer.status === 404 || answer.status === 410) return "view.missing";
      if (answer.status >= 500) return "view.offline";
    } catch {
      return "view.offline";
    }
    // The worker passes on only the browser's own words: Chromium, Firefox, Safari.
    return /failed to fetch|networkerror|load failed/i.test(error.message) ? "view.offline" : "view.damaged";
  }
}
