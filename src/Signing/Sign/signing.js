import { Agent } from "../../Portal/Frontend/agent/agent.js";
import { Delivery } from "./delivery.js";
import { pending } from "./pending.js";
import * as portal from "./portal.js";
import { Refusal } from "../../Portal/Frontend/agent/refusal.js";
import { say, settings } from "./words.js";

// After these the signature is still on its way: it is kept, and "try again" goes on where it stopped.
const undelivered = ["not-delivered", "signed-out"];

/** Leads through one consent – one document or several hundred: agent, certificate, start at the server, the agent's window, finish at the server. */
export class Signing {
  #agent = new Agent(settings.agentUrl);
  #panel;
  #placement;
  #stop = null;
  #documents = settings.documents;
  #signed = new Set();

  constructor(panel, placement) {
    this.#panel = panel;
    this.#placement = placement;
  }

  async run() {
    let label = this.#label();
    let resuming = pending.read() !== null;
    if (!resuming) this.#panel.step(this.#documents.length > 1 ? say("sign.ready-many", { total: this.#documents.length }) : say("sign.ready"));
    for (;;) {
      const goOn = resuming ? false : await this.#panel.press(label, settings.nextUrl ? say("sign.next") : null);
      this.#stop = new AbortController();
      if (this.#placement) this.#placement.locked = true;
      try {
        const work = pending.read() ?? (await this.#begin());
        const stopped = await this.#complete(work, resuming);
        if (this.#settle(work, stopped)) return open(goOn ? settings.nextUrl : settings.doneUrl);
        label = say("sign.again-left", { total: this.#documents.length });
      } catch (refusal) {
        label = this.#explain(refusal);
      }
      resuming = false;
      if (this.#placement) this.#placement.locked = false;
    }
  }

  #label() {
    const total = this.#documents.length;
    if (settings.purpose === "Seal") return say("sign.seal", { total });
    return total > 1 ? say("sign.button-many", { total }) : say("sign.button");
  }

  async #begin() {
    const certificate = await this.#certificate();
    this.#panel.step(say("sign.preparing"), { progress: true });
    const placement = this.#placement?.place ?? null;
    const asked = this.#documents.map(({ documentId, versionId }) => ({ documentId, versionId, placement }));
    const { code, manifest, documents, refused } = await portal.start(certificate, asked);
    const operation = await this.#agent.sign(manifest);
    const work = { code, operation, documents, refused, kept: [], results: [], over: false };
    pending.keep(work);
    return work;
  }

  async #certificate() {
    const { signal } = this.#stop;
    const onCancel = () => this.#cancel();
    const step = (key, values) => this.#panel.step(say(key, values), { progress: true, onCancel });
    step("sign.connecting");
    await this.#agent.hello(() => step("sign.permission"), signal);
    // Also when the agent knows this site: the portal's keys change from time to time, and known ones raise no question.
    await this.#agent.pair(settings.agentKeys, settings.portalName, (operation) => this.#askToPair(operation), signal);
    step("sign.certificates");
    const certificates = await this.#agent.certificates(signal);
    if (certificates.length === 0) throw new Refusal("token-missing");
    const registered = await mine(certificates);
    if (registered.length === 0) throw new Refusal("certificate-not-registered");
    if (registered.length === 1) return registered[0].certificate;
    const dates = new Intl.DateTimeFormat(document.documentElement.lang || "vi", { day: "2-digit", month: "2-digit", year: "numeric" });
    const labels = registered.map(({ subject, token, notAfter }) =>
      say("sign.certificate", { name: commonName(subject), token, until: dates.format(new Date(notAfter)) }),
    );
    const cancelled = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const chosen = await Promise.race([this.#panel.choose(labels, onCancel), cancelled]);
    return registered[chosen].certificate;
  }

  #askToPair(operation) {
    const onCancel = () => this.#cancel(operation);
    this.#panel.step(say("sign.pairing", { portal: settings.portalName }), { progress: true, onCancel });
  }

  #cancel(operation) {
    this.#stop.abort(new Refusal("cancelled"));
    if (operation) this.#agent.cancel(operation);
  }

  /** Follows the device and delivers what it makes; returns the refusal that ended it early, or null. */
  async #complete(work, resuming) {
    const { signal } = this.#stop;
    const { code, operation, documents } = work;
    const total = documents.length;
    const delivery = new Delivery(work, (attempt) => this.#panel.step(say("sign.retrying", { attempt }), { progress: true }));
    let stopped = null;
    if (!work.over) {
      this.#panel.step([resuming ? say("sign.resumed") : "", say("sign.compare")].join(" ").trim(), { code, onCancel: () => this.#cancel(operation) });
      try {
        await this.#agent.follow(
          operation,
          ({ state, done, signatures }) => {
            delivery.take(signatures);
            if (state !== "signing") return;
            // Once the device signs, stopping keeps what it has signed: the agent ends the operation and hands it over.
            this.#panel.step("", { code, progress: true, onCancel: () => this.#agent.cancel(operation) });
            this.#panel.count(done, total);
          },
          signal,
        );
      } catch (refusal) {
        if (delivery.done === 0 && work.kept.length === 0) throw refusal;
        stopped = refusal;
      }
      work.over = true;
      pending.keep(work);
    }
    this.#panel.step(total > 1 ? say("sign.finishing-many", { done: delivery.done, total }) : say("sign.finishing"), { progress: true });
    await delivery.end();
    return stopped;
  }

  /** Counts what was signed and tells what was not; true when nothing is left. */
  #settle(work, stopped) {
    pending.drop();
    const titles = new Map(this.#documents.map(({ documentId, title }) => [documentId, title]));
    const documentOf = new Map(work.documents.map(({ id, document }) => [id, document]));
    const failed = new Map(work.refused.map(({ document, message }) => [document, message]));
    for (const { id, message } of work.results) if (message) failed.set(documentOf.get(id), message);
    const answered = new Set(work.results.map(({ id }) => id));
    const missing = new Set(work.documents.filter(({ id }) => !answered.has(id)).map(({ document }) => document));
    for (const { document } of work.documents) if (!failed.has(document) && !missing.has(document)) this.#signed.add(document);
    this.#documents = this.#documents.filter(({ documentId }) => !this.#signed.has(documentId));
    if (this.#documents.length === 0) {
      this.#panel.step(say("sign.done"));
      return true;
    }
    if (stopped && !(stopped instanceof Refusal)) console.error(stopped);
    // One document, and the server said why: that sentence is all there is to say.
    if (settings.documents.length === 1 && failed.size === 1) {
      this.#panel.fail([...failed.values()][0]);
      return false;
    }
    // Stopping half way is no refusal: what was signed stays signed.
    const isOwn = stopped?.code === "cancelled" || stopped?.code === "user-cancelled";
    const why = isOwn ? say("sign.stopped") : stopped ? this.#sentence(stopped) : "";
    const told = [...failed].map(([document, message]) => `${titles.get(document) ?? ""}: ${message}`);
    this.#panel.fail([say("sign.partly", { done: this.#signed.size, left: this.#documents.length }), why].join(" ").trim(), told);
    return false;
  }

  #sentence(refusal) {
    const code = refusal.pin === "last-try" ? "pin-last-try" : (refusal.code ?? "unknown");
    return refusal.sentence ?? settings.texts[`refusal.${code}`] ?? say("refusal.unknown");
  }

  /** Shows why it stopped; returns the next label of the large button. */
  #explain(refusal) {
    // A fault of ours must be found in the console, and still be told in plain words.
    if (!(refusal instanceof Refusal)) console.error(refusal);
    if (!undelivered.includes(refusal.code)) pending.drop();
    if (refusal.code === "cancelled") {
      this.#panel.step(say("sign.cancelled"));
      return this.#label();
    }
    this.#panel.fail(this.#sentence(refusal));
    return say("sign.again");
  }
}

/** Only ever a page of this site, whatever the answer says. */
function open(url) {
  const target = new URL(url, location);
  location.assign(new URL(target.pathname + target.search, location));
}

/** The CN of a subject written as text (RFC 4514), or the whole of it. */
function commonName(subject) {
  return subject.match(/(?:^|,\s*)CN=("[^"]*"|[^,]*)/)?.[1].replaceAll('"', "") ?? subject;
}

/** Those certificates that are registered to this person, each once although two readers may offer it. */
async function mine(certificates) {
  const registered = new Map();
  for (const certificate of certificates) {
    const der = Uint8Array.from(atob(certificate.certificate), (letter) => letter.charCodeAt(0));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
    const thumbprint = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const wanted = settings.thumbprints.some((one) => one.toLowerCase() === thumbprint);
    if (wanted && !registered.has(thumbprint)) registered.set(thumbprint, certificate);
  }
  return [...registered.values()];
}
