import { Panel } from "../Sign/panel.js";
import { Diagnostics } from "./diagnostics.js";
import { preferred } from "./preferred.js";
import { Signing } from "./signing.js";

const [component, agent] = [document.getElementById("sign-service"), document.getElementById("sign-panel")];
if (component) {
  new Signing(new Panel(document.getElementById("sign-service-panel"))).run();
  const isFirst = preferred.read() === "vgca";
  // One large button is the main one: that of the program used last.
  if (isFirst) agent?.before(component);
  (isFirst ? agent : component)?.querySelector(".btn-main")?.classList.remove("btn-primary");
  agent?.addEventListener("click", (event) => event.target.closest(".btn-main") && preferred.remember("agent"));
}

const diagnostics = document.getElementById("diagnostics");
if (diagnostics) new Diagnostics(diagnostics).run();
