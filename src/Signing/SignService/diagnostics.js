import { Agent, permission } from "../../Portal/Frontend/agent/agent.js";
import { say, settings } from "../Sign/words.js";
import { Component } from "./component.js";

// An hour's signatures tell the time to the second; beyond two minutes people notice.
const mostSkew = 120;

/** What this PC lacks for signing: each line of the list is one check with its outcome and what to do. */
export class Diagnostics {
  #agent = new Agent(settings.agentUrl);
  #root;

  constructor(root) {
    this.#root = root;
    document.getElementById("check-again").addEventListener("click", () => this.run());
  }

  async run() {
    for (const line of this.#root.querySelectorAll("[data-check]")) this.#tell(line.dataset.check, "busy", say("check.busy"));
    // The browser asks its question once, for whoever comes first.
    await this.#checkAgent();
    await this.#checkComponent();
    await Promise.all([this.#checkPermission(), this.#checkClock()]);
  }

  async #checkPermission() {
    const state = await permission();
    this.#root.querySelector("[data-picture]").hidden = state === "granted";
    this.#tell("permission", state === "denied" ? "bad" : state === "prompt" ? "open" : "good", say(`check.permission-${state}`));
  }

  async #checkAgent() {
    try {
      const { version, paired } = await this.#agent.hello(() => this.#tell("agent", "busy", say("sign.permission")));
      this.#tell("agent", paired ? "good" : "open", say(paired ? "check.agent-paired" : "check.agent-unpaired", { version }));
      if (paired) await this.#checkCertificates();
      else this.#tell("certificates", "open", say("check.certificates-unpaired"));
    } catch (refusal) {
      this.#tell("agent", "bad", say(refusal.code === "permission-denied" ? "check.blocked" : "check.agent-absent"));
      this.#tell("certificates", "open", say("check.certificates-unseen"));
    }
  }

  async #checkCertificates() {
    try {
      const seen = await this.#agent.certificates();
      const mine = seen.filter(({ id }) => settings.thumbprints.includes(id.toLowerCase()));
      if (mine.length > 0) this.#tell("certificates", "good", say("check.certificates-mine", { count: mine.length }));
      else this.#tell("certificates", "bad", say(seen.length > 0 ? "check.certificates-strange" : "check.certificates-none", { count: seen.length }));
    } catch {
      this.#tell("certificates", "bad", say("check.certificates-failed"));
    }
  }

  async #checkComponent() {
    if (!settings.signService.url) return;
    try {
      await new Component(settings.signService.url).probe(() => this.#tell("component", "busy", say("vgca.permission")));
      this.#tell("component", "good", say("check.component-here"));
    } catch (refusal) {
      this.#tell("component", "bad", say(refusal.code === "component-blocked" ? "check.blocked" : "check.component-absent"));
    }
  }

  async #checkClock() {
    try {
      const from = Date.now();
      const answer = await fetch(settings.timeUrl, { cache: "no-store" });
      const { now } = await answer.json();
      const seconds = Math.round(Math.abs(Date.parse(now) - (from + Date.now()) / 2) / 1_000);
      this.#tell("clock", seconds > mostSkew ? "bad" : "good", say(seconds > mostSkew ? "check.clock-wrong" : "check.clock-right", { seconds }));
    } catch {
      this.#tell("clock", "open", say("check.clock-unknown"));
    }
  }

  #tell(check, state, sentence) {
    const line = this.#root.querySelector(`[data-check="${check}"]`);
    if (!line) return;
    line.dataset.state = state;
    line.querySelector("[data-mark]").textContent = { good: "✓", bad: "✗", open: "!", busy: "…" }[state];
    line.querySelector("[data-said]").textContent = sentence;
  }
}
