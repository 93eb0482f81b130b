import { pause, Refusal } from "./refusal.js";

const answerTime = 3_000;
const questionTime = 60_000;
const longPoll = 20;

/** Speaks to the signing agent on the person's own computer. Every failure is a Refusal. */
export class Agent {
  #url;

  constructor(url) {
    this.#url = url;
  }

  /** Whether the agent is there and knows this site; onQuestion is called when the browser seems to be asking for permission. */
  async hello(onQuestion, signal) {
    const asking = (await permission()) === "prompt";
    const question = asking ? setTimeout(onQuestion, 1_000) : 0;
    try {
      return await this.#ask("GET", "hello", { time: asking ? questionTime : answerTime, signal });
    } finally {
      clearTimeout(question);
    }
  }

  /** Makes sure that the agent trusts this site and all its keys; onQuestion is called when it must ask the person in its window. */
  async pair(keys, name, onQuestion, signal) {
    const { operation } = await this.#ask("POST", "pairings", { body: { keys, name }, time: 10_000, signal });
    await this.follow(operation, ({ state }) => state === "waiting" && onQuestion(operation), signal);
  }

  certificates(signal) {
    // Reading a slow token takes seconds.
    return this.#ask("POST", "certificates", { body: {}, time: 30_000, signal });
  }

  /** Opens the agent's window for a manifest; returns the operation to follow. */
  async sign(manifest, signal) {
    try {
      const { operation } = await this.#ask("POST", "signatures", { body: { manifest }, time: 10_000, signal });
      return operation;
    } catch (refusal) {
      // The first answer was lost on its way: the agent names the operation it has opened.
      if (refusal.operation) return refusal.operation;
      throw refusal;
    }
  }

  /** Waits until the operation is done, telling each report on the way; a report brings the signatures made since the one before. */
  async follow(operation, onReport, signal) {
    let have = 0;
    let seen = 0;
    let misses = 0;
    for (;;) {
      let report;
      try {
        report = await this.#ask("GET", `operations/${operation}?wait=${longPoll}&seen=${seen}&have=${have}`, { time: (longPoll + 10) * 1_000, signal });
        misses = 0;
      } catch (refusal) {
        if (refusal.code !== "agent-absent" || ++misses === 3) throw refusal;
        await pause(1_000, signal);
        continue;
      }
      have += report.signatures?.length ?? 0;
      onReport(report);
      if (report.state === "done") return report;
      if (report.state === "refused") throw new Refusal(report.code, { pin: report.pin });
      // An agent that does not hold the answer back must not be asked without end.
      if (report.version === undefined || report.version === seen) await pause(500, signal);
      seen = report.version ?? seen;
    }
  }

  /** Closes the agent's window. It may be gone already; that is as good. */
  async cancel(operation) {
    await this.#ask("DELETE", `operations/${operation}`, {}).catch(() => {});
  }

  async #ask(method, path, { body, time = answerTime, signal }) {
    const limit = AbortSignal.timeout(time);
    let answer;
    let content;
    try {
      answer = await fetch(`${this.#url}/v1/${path}`, {
        method,
        headers: body ? { "Content-Type": "application/json" } : {},
        body: body ? JSON.stringify(body) : undefined,
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      content = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    } catch {
      if (signal?.aborted) throw signal.reason;
      throw new Refusal((await permission()) === "denied" ? "permission-denied" : "agent-absent");
    }
    if (answer.ok && content) return content;
    if (content?.code) throw new Refusal(content.code, { operation: content.operation, pin: content.pin });
    // Whatever else listens on this port is not the agent; the agent itself forgets operations after a while.
    throw new Refusal(answer.status === 404 && path.startsWith("operations/") ? "operation-lost" : "agent-absent");
  }
}

/** What the browser says about pages reaching this computer: Chromium asks the person, others know no such question. */
export async function permission() {
  for (const name of ["loopback-network", "local-network-access"]) {
    try {
      return (await navigator.permissions.query({ name })).state;
    } catch {
      // This browser has no permission of that name.
    }
  }
  return "granted";
}
