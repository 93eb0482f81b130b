import { getDocument, GlobalWorkerOptions, PDFDataRangeTransport, VerbosityLevel } from "pdfjs-dist";

const files = new URL(PDFJS_FOLDER, import.meta.url);
GlobalWorkerOptions.workerSrc = new URL("worker.js", files).href;

/** Hands pdf.js the parts it asks for, from wherever the bytes are. */
class Ranges extends PDFDataRangeTransport {
  #read;
  #failed;
  #gone = false;

  constructor(length, read, failed) {
    super(length, null);
    this.#read = read;
    this.#failed = failed;
  }

  async requestDataRange(begin, end) {
    try {
      const bytes = await this.#read(begin, end);
      // After the document was let go nobody waits for this any more, and pdf.js would call it an error.
      if (!this.#gone) this.onDataRange(begin, new Uint8Array(bytes));
    } catch (error) {
      this.#failed(error);
    }
  }

  abort() {
    this.#gone = true;
  }
}

/**
 * Begins to open a document: {url}, or {length, read(begin, end), password} for bytes that lie in the browser or are only
 * the beginning of a file. The promise of the task fails when the bytes cannot be had.
 */
export function load({ url, length, read, password }) {
  let fail = null;
  const lost = new Promise((_, reject) => (fail = reject));
  lost.catch(() => {});
  const task = getDocument({
    ...(read ? { range: new Ranges(length, read, fail) } : { url }),
    password,
    // Only what is looked at is fetched and kept: 500 pages must not fill a tablet's memory.
    disableAutoFetch: true,
    disableStream: true,
    cMapUrl: new URL("cmaps/", files).href,
    standardFontDataUrl: new URL("standard_fonts/", files).href,
    wasmUrl: new URL("wasm/", files).href,
    // The content security policy grants no WebAssembly; the plain-script decoders serve.
    useWasm: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  return { task, opened: Promise.race([task.promise, lost]) };
}
