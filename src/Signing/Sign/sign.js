import "./sign.css";
import { Placement } from "./placement.js";
import { Viewer } from "./viewer.js";
import { settings } from "./words.js";

const root = document.getElementById("viewer");
if (root) {
  const viewer = new Viewer(root);
  if (settings.placement) new Placement(viewer, settings.placement, settings.signerName);
  viewer.open();
}
