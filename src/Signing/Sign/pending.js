import { settings } from "./words.js";

// One document is known by its version; several by their page, which lists fewer of them after a reload half way.
const key = `sign:${settings.purpose}:${settings.documents?.length === 1 && settings.placement ? settings.documents[0].versionId : settings.doneUrl}`;

/** What must outlive a reload of the page: the server's start, the agent's operation, and the signatures not yet delivered. */
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
