import { Refusal } from "../../Portal/Frontend/agent/refusal.js";
import { say, settings } from "../Sign/words.js";
import { Call, explain } from "./call.js";
import { preferred } from "./preferred.js";

/** Leads through signing with the component – one document, a batch, or the organisation's signature – on whatever page offers it. */
export class Signing {
  #call = new Call();
  #panel;
  #stop = null;
  // Of the organisation's signature each file is a call of its own, and a document may have several.
  #documents = settings.documents.map(({ documentId, versionId, title }) => ({ documentId, versionId, title }));
  #key = settings.documents.length === 1 ? settings.documents[0].versionId : settings.doneUrl;

  constructor(panel) {
    this.#panel = panel;
  }

  async run() {
    let left = Call.left(this.#key);
    let label = say("vgca.button");
    if (!left) this.#panel.step(this.#documents.length > 1 ? say("vgca.ready-many", { total: this.#documents.length }) : say("vgca.ready"));
    for (;;) {
      // The button beside the large one is for those who sign this way every day.
      const next = settings.nextUrl && preferred.read() === "vgca" ? say("sign.next") : null;
      const goOn = left ? false : await this.#panel.press(label, next);
      if (!left) preferred.remember("vgca");
      this.#stop = new AbortController();
      try {
        if (await this.#sign(left)) {
          this.#panel.step(say("vgca.done"));
          return open(goOn ? settings.nextUrl : settings.doneUrl);
        }
      } catch (refusal) {
        this.#tell(refusal);
      }
      Call.forget();
      label = say("vgca.again");
      left = null;
    }
  }

  /** True when nothing is left to sign. */
  async #sign(left) {
    const total = this.#documents.length;
    for (;;) {
      const { states, refused, more } = left ? await this.#resume(left) : await this.#ask(total);
      left = null;
      Call.forget();
      const signed = new Set(states.filter(({ state }) => state === "signed").map(({ document }) => document));
      if (settings.purpose === "Seal" && signed.size > 0) {
        if (!more) return true;
        // The seal on one file is a new version: what was read is no longer the newest.
        for (const one of this.#documents) one.versionId = null;
        continue;
      }
      const told = new Map(refused.map(({ document, message }) => [document, message]));
      for (const { document, state, message } of states) if (state !== "signed") told.set(document, message || say(`vgca.state-${state}`));
      this.#documents = this.#documents.filter(({ documentId }) => !signed.has(documentId));
      if (this.#documents.length === 0) return true;
      const lines = this.#documents.map(({ documentId, title }) => `${title}: ${told.get(documentId) ?? ""}`);
      this.#panel.fail(say("vgca.partly", { done: total - this.#documents.length, total }), lines);
      return false;
    }
  }

  #ask(total) {
    return this.#call.sign(
      this.#documents.map(({ documentId, versionId }) => ({ documentId, versionId })),
      this.#key,
      {
        onStep: (name) => this.#step(say(`vgca.${name}`)),
        onProgress: (states) => this.#progress(states, total),
        signal: this.#stop.signal,
      },
    );
  }

  async #resume(id) {
    this.#step(say("vgca.resumed"));
    const states = await this.#call.follow(id, () => {}, this.#stop.signal);
    if (states.some(({ state }) => state === "signed")) return { states, refused: [] };
    const refused = states.find(({ message }) => message);
    throw new Refusal(refused ? "refused" : "component-expired", { message: refused?.message });
  }

  #progress(states, total) {
    const done = states.filter(({ state }) => state === "signed").length;
    if (total > 1) this.#step(say("vgca.counted", { done, total: states.length }));
    else if (states[0].state === "fetched") this.#step(say("vgca.fetched"));
  }

  #step(sentence) {
    this.#panel.step(sentence, { progress: true, onCancel: () => this.#stop.abort(new Refusal("cancelled")) });
  }

  #tell(refusal) {
    if (refusal.code === "cancelled") this.#panel.step(say("vgca.stopped"));
    else this.#panel.fail(explain(refusal, say));
  }
}

/** Only ever a page of this site, whatever the server says. */
function open(url) {
  const target = new URL(url, location);
  location.assign(new URL(target.pathname + target.search, location));
}
