import { pending } from "./pending.js";
import * as portal from "./portal.js";

// So many in one request: progress is seen, and a lost answer costs little.
const together = 10;

/** Brings signatures to the server while the device makes the next ones. What is not delivered yet survives a reload of the page. */
export class Delivery {
  #work;
  #known;
  #onRetry;
  #sending = null;
  #failed = null;

  constructor(work, onRetry) {
    this.#work = work;
    this.#onRetry = onRetry;
    this.#known = new Set([...work.kept.map(({ id }) => id), ...work.results.map(({ id }) => id)]);
    if (work.kept.length > 0) this.#send();
  }

  /** How many the server has answered for. */
  get done() {
    return this.#work.results.length;
  }

  /** Takes what the device has made; what was taken before counts once. */
  take(signatures) {
    const fresh = (signatures ?? []).filter(({ id }) => !this.#known.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) this.#known.add(id);
    this.#work.kept.push(...fresh);
    pending.keep(this.#work);
    this.#send();
  }

  /** Waits until all that was taken is answered for. */
  async end() {
    while (this.#sending) await this.#sending;
    if (this.#failed) throw this.#failed;
  }

  #send() {
    this.#sending ??= this.#empty().finally(() => (this.#sending = null));
  }

  async #empty() {
    try {
      while (this.#work.kept.length > 0 && !this.#failed) {
        const some = this.#work.kept.slice(0, together);
        const results = await portal.finish(some, this.#onRetry);
        this.#work.results.push(...results);
        this.#work.kept = this.#work.kept.filter(({ id }) => !some.some((sent) => sent.id === id));
        pending.keep(this.#work);
      }
    } catch (refusal) {
      this.#failed = refusal;
    }
  }
}
