/** A no that the person can understand: its code has a sentence of its own, unless the server sent one. */
export class Refusal extends Error {
  constructor(code, { message, operation, pin } = {}) {
    super(message ?? code);
    this.code = code;
    /** The server's own sentence, already in the person's language. */
    this.sentence = message;
    /** The agent's operation that a repeated request belongs to. */
    this.operation = operation;
    this.pin = pin;
  }
}

export const pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
