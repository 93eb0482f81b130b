import "./sign.css";
import { Panel } from "./panel.js";
import { Placement } from "./placement.js";
import { Signing } from "./signing.js";
import { Viewer } from "./viewer.js";
import { settings } from "./words.js";

const shown = document.getElementById("viewer");
const viewer = shown ? new Viewer(shown) : null;
const placement = viewer && settings.placement ? new Placement(viewer, settings.placement, settings.signerName) : null;
viewer?.open();

const asked = document.getElementById("sign-panel");
if (asked) new Signing(new Panel(asked), placement).run();
