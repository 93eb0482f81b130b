import { pause, Refusal } from "../../Portal/Frontend/agent/refusal.js";
import { settings } from "./words.js";

const waits = [1, 2, 4, 8, 15, 15, 15, 15, 15, 15];

/** Asks the server to prepare the signature: {id, manifest, code}. */
export function start(certificate, placement) {
  return post(settings.startUrl, { versionId: settings.versionId, certificate, placement });
}

/** Hands in the signature: {url, message}. The server takes the same one any number of times, so a lost answer is asked for again. */
export async function finish(id, signature, onRetry) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await post(settings.finishUrl, { id, signature });
    } catch (refusal) {
      if (refusal.code !== "offline" && refusal.code !== "server-failed") throw refusal;
      if (attempt === waits.length) throw new Refusal("not-delivered");
      onRetry(attempt + 1);
      await Promise.race([pause(waits[attempt] * 1_000), new Promise((resolve) => addEventListener("online", resolve, { once: true }))]);
    }
  }
}

async function post(url, body) {
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
