/** The bytes of a file the person chose: they stay in the browser. */
export function ofFile(file) {
  return {
    length: file.size,
    read: (begin, end) => file.slice(begin, end).arrayBuffer(),
    blob: async (length) => file.slice(0, length, "application/pdf"),
  };
}

/** The bytes at an address of ours, fetched in ranges. */
export function ofUrl(url, length) {
  const fetchRange = async (begin, end) => {
    const answer = await fetch(url, { headers: { Range: `bytes=${begin}-${end - 1}` } });
    if (answer.status !== 206) throw new Error(`status ${answer.status}`);
    return answer;
  };
  return {
    length,
    read: async (begin, end) => (await fetchRange(begin, end)).arrayBuffer(),
    blob: async (end) => (await fetchRange(0, end)).blob(),
  };
}

/** The document as it was when the file ended here: a signed state is a beginning of the file. */
export function upTo(source, length, password) {
  return { length, read: (begin, end) => source.read(begin, Math.min(end, length)), password };
}
