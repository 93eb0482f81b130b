import { Page } from "../Sign/page.js";
import { load } from "../Sign/pdf.js";
import { make, say } from "../Sign/words.js";
import { frame } from "./frames.js";
import { upTo } from "./source.js";

// Each open state holds what pdf.js has read of it.
const mostOpen = 4;

/** Pages as they were at a signature and as they are after it, side by side; painted when they come into view. */
export class Comparison {
  #source;
  #password;
  #states = new Map();

  constructor(source, password) {
    this.#source = source;
    this.#password = password;
  }

  show(changes) {
    const watcher = new IntersectionObserver((entries) => entries.forEach((entry) => this.#seen(entry)), { rootMargin: "200px" });
    for (const element of document.querySelectorAll("[data-change]")) {
      const pair = element.querySelector(".verify-pair");
      pair.hidden = false;
      const change = changes[Number(element.dataset.change)];
      for (const figure of pair.querySelectorAll("figure")) {
        const side = change[figure.dataset.side];
        if (side.page === 0) continue;
        const page = new Page(side.page, side.page);
        page.element.setAttribute("aria-label", say("verify.page", side));
        figure.append(page.element);
        figure.verify = { page, side };
        watcher.observe(figure);
      }
    }
  }

  async #seen({ target, isIntersecting }) {
    const { page, side } = target.verify;
    target.verify.wanted = isIntersecting;
    if (!isIntersecting) {
      page.release();
      return;
    }
    try {
      await page.open(await this.#state(side.length));
      page.layout(target.clientWidth / page.width);
      if (!page.element.querySelector(".verify-frame")) {
        for (const mark of side.marks) frame(page, mark.rectangle, mark.isPermitted ? "verify-green" : "verify-red", say("verify.mark"));
      }
      if (target.verify.wanted && !page.painted) await page.paint();
    } catch (error) {
      if (error.name === "RenderingCancelledException") return;
      target.querySelector(".verify-failed") ?? target.append(make("p", { className: "verify-failed", role: "alert" }, say("verify.failed")));
    }
  }

  /** The document up to a byte; the ones not looked at for longest are closed. */
  #state(length) {
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
