import { pause, Refusal } from "../../Portal/Frontend/agent/refusal.js";
import { settings } from "./words.js";

const waits = [1, 2, 4, 8, 15, 15, 15, 15, 15, 15];

/** Asks the server to prepare the signatures of one consent: {id, code, manifest, documents, refused}. */
export function start(certificate, documents) {
  return post(settings.startUrl, { purpose: settings.purpose, certificate, documents });
}

/** Hands in signatures: [{id, document} or {id, code, message}]. The server takes the same ones any number of times, so a lost answer is asked for again. */
export async function finish(signatures, onRetry) {
  for (let attempt = 0; ; attempt++) {
    try {
      return (await post(settings.finishUrl, { signatures })).results;
    } catch (refusal) {
      if (refusal.code !== "offline" && refusal.code !== "server-failed") throw refusal;
      if (attempt === waits.length) throw new Refusal("not-delivered");
      onRetry(attempt + 1);
      await Promise.race([pause(waits[attempt] * 1_000), new Promise((resolve) => addEventListener("online", resolve, { once: true }))]);
    }
  }
}

/** Posts JSON with the page's token; every failure is a Refusal. */
export async function post(url, body) {
  let answer;
  let content = null;
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", RequestVerificationToken: settings.antiforgery },
      body: JSON.stringify(body),
      // The sign-in page is no answer.
      redirect: "manual",
    });
    if (answer.headers.get("Content-Type")?.includes("json")) content = await answer.json();
  } catch {
    throw new Refusal("offline");
  }
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new Refusal("signed-out");
  if (answer.ok && content) return content;
  if (answer.status < 500 && content?.message) throw new Refusal(content.code ?? "unknown", { message: content.message });
  throw new Refusal("server-failed");
}
