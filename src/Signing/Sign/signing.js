import { Agent } from "../../Portal/Frontend/agent/agent.js";
import { pending } from "./pending.js";
import * as portal from "./portal.js";
import { Refusal } from "../../Portal/Frontend/agent/refusal.js";
import { say, settings } from "./words.js";

// After these the signature is still on its way: it is kept, and "try again" goes on where it stopped.
const undelivered = ["not-delivered", "signed-out"];

/** Leads through one signature: agent, certificate, start at the server, the agent's window, finish at the server. */
export class Signing {
  #agent = new Agent(settings.agentUrl);
  #panel;
  #placement;
  #stop = null;

  constructor(panel, placement) {
    this.#panel = panel;
    this.#placement = placement;
  }

  async run() {
    let label = say("sign.button");
    let resuming = pending.read() !== null;
    if (!resuming) this.#panel.step(say("sign.ready"));
    for (;;) {
      if (!resuming) await this.#panel.press(label);
      this.#stop = new AbortController();
      if (this.#placement) this.#placement.locked = true;
      try {
        const signed = pending.read() ?? (await this.#begin());
        const { url, message } = await this.#complete(signed, resuming);
        pending.drop();
        this.#panel.step(message ?? say("sign.done"));
        // Only ever to a page of this site, whatever the answer says.
        location.assign(new URL(new URL(url, location).pathname + new URL(url, location).search, location));
        return;
      } catch (refusal) {
        label = this.#explain(refusal);
      }
      resuming = false;
      if (this.#placement) this.#placement.locked = false;
    }
  }

  async #begin() {
    const certificate = await this.#certificate();
    this.#panel.step(say("sign.preparing"));
    const { id, manifest, code } = await portal.start(certificate, this.#placement?.place ?? null);
    const operation = await this.#agent.sign(manifest);
    const signed = { id, code, operation, signature: null };
    pending.keep(signed);
    return signed;
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

  async #complete(signed, resuming) {
    if (!signed.signature) {
      signed.signature = await this.#follow(signed, resuming);
      pending.keep(signed);
    }
    this.#panel.step(say("sign.finishing"), { progress: true });
    return await portal.finish(signed.id, signed.signature, (attempt) =>
      this.#panel.step(say("sign.retrying", { attempt }), { progress: true }),
    );
  }

  async #follow({ operation, code }, resuming) {
    const { signal } = this.#stop;
    const onCancel = () => this.#cancel(operation);
    const sentence = [resuming ? say("sign.resumed") : "", say("sign.compare")].join(" ").trim();
    this.#panel.step(sentence, { code, onCancel });
    const report = await this.#agent.follow(
      operation,
      ({ state, done, total }) => {
        if (state !== "signing") return;
        this.#panel.step("", { code, progress: true, onCancel });
        this.#panel.count(done, total);
      },
      signal,
    );
    return report.signatures[0].signature;
  }

  /** Shows why it stopped; returns the next label of the large button. */
  #explain(refusal) {
    // A fault of ours must be found in the console, and still be told in plain words.
    if (!(refusal instanceof Refusal)) console.error(refusal);
    if (!undelivered.includes(refusal.code)) pending.drop();
    if (refusal.code === "cancelled") {
      this.#panel.step(say("sign.cancelled"));
      return say("sign.button");
    }
    const code = refusal.pin === "last-try" ? "pin-last-try" : (refusal.code ?? "unknown");
    const known = settings.texts[`refusal.${code}`] ?? say("refusal.unknown");
    this.#panel.fail(refusal.sentence ?? known);
    return say("sign.again");
  }
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
