import { Page } from "../Sign/page.js";
import { load } from "../Sign/pdf.js";
import { make, say } from "../Sign/words.js";
import { differences } from "./difference.js";
import { frame } from "./frames.js";
import { upTo } from "./source.js";

// Each open state holds what pdf.js has read of it.
const mostOpen = 4;

/** Pages as they were at a signature and as they are after it, side by side; painted when they come into view. */
export class Comparison {
  #source;
  #password;
  #states = new Map();
  #sides = new Map();
  #watcher = new IntersectionObserver((entries) => entries.forEach((entry) => this.#seen(entry)), { rootMargin: "100% 0px" });
  #measure = new ResizeObserver((entries) => entries.forEach(({ target }) => this.#paint(this.#sides.get(target))));

  constructor(source, password) {
    this.#source = source;
    this.#password = password;
  }

  show(changes) {
    for (const element of document.querySelectorAll("[data-change]")) {
      const pair = element.querySelector(".verify-pair");
      pair.hidden = false;
      const change = changes[Number(element.dataset.change)];
      const sides = [...pair.querySelectorAll("figure")].map((figure) => this.#side(figure, change[figure.dataset.side])).filter(Boolean);
      if (sides.length === 2) [sides[0].other, sides[1].other] = [sides[1], sides[0]];
    }
  }

  #side(figure, state) {
    if (state.page === 0) return null;
    const page = new Page(state.page, state.page);
    page.element.setAttribute("aria-label", say("verify.page", state));
    figure.append(page.element);
    const side = { figure, page, state, wanted: false, painting: false, framed: false, compared: false, other: null };
    this.#sides.set(figure, side);
    this.#watcher.observe(figure);
    this.#measure.observe(figure);
    return side;
  }

  #seen({ target, isIntersecting }) {
    const side = this.#sides.get(target);
    side.wanted = isIntersecting;
    if (isIntersecting) this.#paint(side);
    else side.page.release();
  }

  /** One painting of a page at a time: two at once, or one behind another that is being stopped, end each other. */
  async #paint(side) {
    if (side.painting) return;
    side.painting = true;
    try {
      while (side.wanted && side.figure.clientWidth > 0 && !(await this.#isPainted(side))) await paint(side.page);
      this.#compare(side);
    } catch {
      const { figure } = side;
      if (!figure.querySelector(".verify-failed")) figure.append(make("p", { className: "verify-failed", role: "alert" }, say("verify.failed")));
    } finally {
      side.painting = false;
    }
  }

  async #isPainted(side) {
    const { figure, page, state } = side;
    await page.open(await this.#open(state.length));
    page.layout(figure.clientWidth / page.width);
    if (!side.framed) this.#frame(side);
    return page.painted;
  }

  #frame(side) {
    const { page, state } = side;
    side.framed = true;
    for (const mark of state.marks) {
      side.whole ||= isWhole(mark, page) ? mark : null;
      frame(page, mark.rectangle, `${colour(mark)}${isWhole(mark, page) ? " verify-whole" : ""}`, say("verify.mark"));
    }
  }

  /** Where a page changed as a whole, the two pictures tell what of it did. */
  #compare(side) {
    const { other } = side;
    if (!other?.page.painted || side.compared || !(side.whole && other.whole)) return;
    side.compared = other.compared = true;
    const [one, two] = [side, other].map(({ page }) => page.element.querySelector("canvas"));
    for (const [left, top, width, height] of differences(one, two)) {
      for (const { page, whole } of [side, other]) {
        const rectangle = [left * page.width, (1 - top - height) * page.height, width * page.width, height * page.height];
        frame(page, rectangle, colour(whole), say("verify.mark"));
      }
    }
  }

  /** The document up to a byte; the ones not looked at for longest are closed. */
  #open(length) {
    const known = this.#states.get(length);
    const state = known ?? load(upTo(this.#source, length, this.#password));
    this.#states.delete(length);
    this.#states.set(length, state);
    if (this.#states.size > mostOpen) {
      const [oldest, closed] = this.#states.entries().next().value;
      this.#states.delete(oldest);
      closed.task.destroy();
    }
    return state.opened;
  }
}

/** Stopped in the middle it is as if it had not begun: whoever asked looks again whether it is still wanted. */
async function paint(page) {
  try {
    await page.paint();
  } catch (error) {
    if (error.name !== "RenderingCancelledException") throw error;
  }
}

function colour(mark) {
  return mark.isPermitted ? "verify-green" : "verify-red";
}

function isWhole({ rectangle: [, , width, height] }, page) {
  return width * height > 0.95 * page.width * page.height;
}
