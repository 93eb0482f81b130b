import { settings } from "./words.js";

const key = `sign:${settings.versionId}`;

/** What must outlive a reload of the page: the server's start, the agent's operation, and the signature once there is one. */
export const pending = {
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  },
  keep(value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Without storage a reload asks to sign again; nothing else is lost.
    }
  },
  drop() {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Nothing was kept then.
    }
  },
};
