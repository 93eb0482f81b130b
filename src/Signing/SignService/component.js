import { permission } from "../../Portal/Frontend/agent/agent.js";
import { Refusal } from "../../Portal/Frontend/agent/refusal.js";

const answerTime = 3_000;
const questionTime = 60_000;

/** Speaks to VGCA Sign Service on the person's own computer: one socket for each call, one text out, one in. */
export class Component {
  #url;

  constructor(url) {
    this.#url = url;
  }

  /** Whether it is there; onQuestion is called when the browser seems to be asking for permission. */
  async probe(onQuestion, signal) {
    const asking = (await permission()) === "prompt";
    const question = asking ? setTimeout(onQuestion, 1_000) : 0;
    try {
      // The path that pages in use open to see whether it is there; nothing is sent.
      const socket = await this.#open("/SignXML", asking ? questionTime : answerTime, signal);
      socket.close();
    } finally {
      clearTimeout(question);
    }
  }

  /** One call. The answer comes when the person has finished the component's dialog, so time is in minutes. */
  async call(path, message, time, signal) {
    const socket = await this.#open(path, answerTime, signal);
    try {
      return await new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Refusal("component-timeout")), time);
        const done = (act) => (value) => {
          clearTimeout(timer);
          act(value);
        };
        signal?.addEventListener("abort", () => done(reject)(signal.reason));
        socket.addEventListener("message", ({ data }) => {
          try {
            done(resolve)(JSON.parse(data));
          } catch {
            done(reject)(new Refusal("component-garbled"));
          }
        });
        // Closed without a word: the person closed the dialog, or the component ended.
        socket.addEventListener("close", () => done(reject)(new Refusal("component-cancelled")));
        socket.send(message);
      });
    } finally {
      socket.close();
    }
  }

  async #open(path, time, signal) {
    signal?.throwIfAborted();
    let socket;
    try {
      socket = new WebSocket(this.#url + path);
      return await new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Refusal("component-absent")), time);
        const failed = (reason) => {
          clearTimeout(timer);
          reject(reason);
        };
        signal?.addEventListener("abort", () => failed(signal.reason));
        socket.addEventListener("open", () => {
          clearTimeout(timer);
          resolve(socket);
        });
        socket.addEventListener("error", () => failed(new Refusal("component-absent")));
      });
    } catch (refusal) {
      socket?.close();
      if (signal?.aborted) throw signal.reason;
      if ((await permission()) === "denied") throw new Refusal("component-blocked");
      throw refusal;
    }
  }
}
