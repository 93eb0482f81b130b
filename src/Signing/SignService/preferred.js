const key = "signing.program";

/** With what the person signed last on this PC: "agent" or "vgca". */
export const preferred = {
  read() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  remember(program) {
    try {
      localStorage.setItem(key, program);
    } catch {
      // Then the order on the page stays as it comes.
    }
  },
};
