import { pause, Refusal } from "../../Portal/Frontend/agent/refusal.js";
import { post } from "../Sign/portal.js";
import { settings } from "../Sign/words.js";
import { Component } from "./component.js";

// One minute less than the tickets live, so that the page speaks first.
const dialogTime = 14 * 60_000;
const pollTime = 2_000;
const kept = "sign-service:call";

/** One call of the component over some documents, from tickets to the portal's verdict. What counts is what the portal accepted, whatever the component says. */
export class Call {
  #component = new Component(settings.signService.url);
  #callsUrl = settings.signService.callsUrl;

  /** The call that an earlier visit to this page left, if it was about these very documents. */
  static left(key) {
    try {
      const call = JSON.parse(sessionStorage.getItem(kept));
      return call?.key === key ? call.id : null;
    } catch {
      return null;
    }
  }

  static forget() {
    try {
      sessionStorage.removeItem(kept);
    } catch {
      // Nothing was kept then.
    }
  }

  /**
   * Signs documents [{documentId, versionId}]. Steps are told as they begin: onStep(name). onProgress gets the portal's list
   * [{document, state, message}] every other second. The result is its last list, what was left out, and whether another call is to follow: {states, refused, more}.
   */
  async sign(documents, key, { onStep, onProgress, signal }) {
    onStep("connecting");
    await this.#component.probe(() => onStep("permission"), signal);
    onStep("preparing");
    const prepared = await post(this.#callsUrl, { purpose: settings.purpose, documents });
    try {
      sessionStorage.setItem(kept, JSON.stringify({ key, id: prepared.id }));
    } catch {
      // Without storage a reload begins anew; the portal takes the signature all the same.
    }
    onStep("waiting");
    const over = new AbortController();
    const answer = this.#component.call(prepared.path, prepared.message, dialogTime, AbortSignal.any([over.signal, ...(signal ? [signal] : [])]));
    try {
      // The component may fall silent after a signature: then the portal's word ends the wait.
      const [said, states] = await Promise.race([
        answer.then(async (said) => [said, await this.#settled(prepared.id)], async (refusal) => [refusal, await this.#settled(prepared.id)]),
        this.follow(prepared.id, onProgress, AbortSignal.any([over.signal, ...(signal ? [signal] : [])])).then((states) => [null, states]),
      ]);
      signal?.throwIfAborted();
      if (!states.some(({ state }) => state === "signed")) this.#explain(said, states);
      return { states: states.map((one) => ({ ...one, message: one.message || failures(said).get(one.document.replaceAll("-", "")) })), refused: prepared.refused, more: prepared.more };
    } finally {
      over.abort(new Refusal("cancelled"));
      answer.catch(() => {});
    }
  }

  /** Waits until the portal has a verdict on every document. */
  async follow(id, onProgress, signal) {
    for (;;) {
      const states = await this.#states(id).catch((refusal) => {
        if (refusal.code !== "offline") throw refusal;
        return null;
      });
      if (states) {
        onProgress(states);
        if (states.every(({ state }) => state === "signed" || state === "expired")) return states;
        // Of a refusal the component knows too and tells in a moment; a single one needs no more waiting when it does not.
        if (states.length === 1 && states[0].state === "refused") {
          await pause(3 * pollTime, signal);
          return states;
        }
      }
      await pause(pollTime, signal);
    }
  }

  // The last answer may overtake the row it speaks of by a moment.
  async #settled(id) {
    const states = await this.#states(id);
    if (states.every(({ state }) => state === "signed" || state === "refused")) return states;
    await pause(1_000);
    return await this.#states(id);
  }

  #explain(said, states) {
    const refused = states.find(({ state }) => state === "refused");
    if (refused) throw new Refusal("refused", { message: refused.message });
    if (said instanceof Error) throw said;
    if (!said || states.every(({ state }) => state === "expired")) throw new Refusal("component-expired");
    const failed = said.Files?.find(({ Status, Message }) => Status && Message);
    if (said.Status) throw new Refusal("component-error", { message: said.Message || failed?.Message || String(said.Status) });
    throw new Refusal("component-undelivered");
  }

  async #states(id) {
    let answer;
    try {
      answer = await fetch(`${this.#callsUrl}/${id}`, { headers: { Accept: "application/json" }, cache: "no-store", redirect: "manual" });
    } catch {
      throw new Refusal("offline");
    }
    if (answer.status === 404) throw new Refusal("component-expired");
    if (answer.status === 401 || answer.type === "opaqueredirect") throw new Refusal("signed-out");
    if (!answer.ok) throw new Refusal("offline");
    return (await answer.json()).documents;
  }
}

/** What the component says of single files of a batch, by their FileID. */
function failures(said) {
  return new Map((said?.Files ?? []).filter(({ Status, Message }) => Status && Message).map(({ FileID, Message }) => [FileID, Message]));
}

/** The sentence for whatever ended a call. */
export function explain(refusal, say) {
  // A fault of ours must be found in the console, and still be told in plain words.
  if (!(refusal instanceof Refusal)) console.error(refusal);
  if (refusal.code === "component-error") return say("vgca.component-error", { message: refusal.sentence });
  if (refusal.sentence) return refusal.sentence;
  const key = [`vgca.${refusal.code}`, `refusal.${refusal.code}`].find((one) => settings.texts[one]);
  return say(key ?? "refusal.unknown");
}
