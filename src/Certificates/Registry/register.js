// Reads the certificate from the device that is plugged in, through the signing agent, instead of from a file.
import { Agent } from "../../Portal/Frontend/agent/agent.js";

const settings = JSON.parse(document.getElementById("token-options").textContent);
const button = document.getElementById("token-read");
const status = document.getElementById("token-status");
const list = document.getElementById("token-list");
const agent = new Agent(settings.agentUrl);
const tell = (key) => (status.textContent = settings.texts[key] ?? settings.texts["refusal"]);

button.hidden = false;
button.addEventListener("click", async () => {
  button.disabled = true;
  list.replaceChildren();
  try {
    tell("connecting");
    await agent.hello(() => tell("permission"));
    await agent.pair(settings.agentKeys, settings.portalName, () => tell("pairing"));
    tell("reading");
    const found = await agent.certificates();
    if (found.length === 0) tell("token-missing");
    else {
      tell("choose");
      for (const certificate of found) list.append(choice(certificate));
    }
  } catch (refusal) {
    tell(refusal.code);
  } finally {
    button.disabled = false;
  }
});

function choice({ certificate, subject, token, tokenSerial, notAfter }) {
  const chosen = document.createElement("button");
  chosen.type = "button";
  chosen.className = "list-group-item list-group-item-action";
  const date = new Date(notAfter).toLocaleDateString(document.documentElement.lang);
  chosen.textContent = `${subject.match(/(?:^|,\s*)CN=("[^"]*"|[^,]*)/)?.[1].replaceAll('"', "") ?? subject} · ${token} · ${date}`;
  chosen.addEventListener("click", () => {
    const file = new DataTransfer();
    file.items.add(new File([Uint8Array.from(atob(certificate), (letter) => letter.charCodeAt(0))], "thiet-bi.cer", { type: "application/pkix-cert" }));
    document.getElementById("Cer").files = file.files;
    document.getElementById("TokenSerial").value = tokenSerial ?? "";
    for (const other of list.children) other.classList.toggle("active", other === chosen);
    tell("chosen");
  });
  return chosen;
}
