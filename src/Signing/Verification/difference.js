const cell = 12;
const visible = 60;
const most = 30;

/** Where two pictures of the same size differ: rectangles as parts of the whole, [left, top, width, height]. */
export function differences(before, after) {
  if (before.width !== after.width || before.height !== after.height || before.width === 0) return [];
  const cells = changedCells(pixels(before), pixels(after), before.width, before.height);
  const boxes = join(cells);
  const found = boxes.length > most ? [boxes.reduce(around)] : boxes;
  // Half a cell wider than what differs, so that the frame cuts through no letter.
  const part = (from, to, size) => [Math.max((from - 0.5) * cell, 0) / size, Math.min((to + 1.5) * cell, size) / size];
  return found.map(({ left, top, right, bottom }) => {
    const [x, endX] = part(left, right, before.width);
    const [y, endY] = part(top, bottom, before.height);
    return [x, y, endX - x, endY - y];
  });
}

function pixels(canvas) {
  return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
}

/** Cells of the grid in which a pixel differs enough for an eye. */
function changedCells(one, other, width, height) {
  const across = Math.ceil(width / cell);
  const changed = new Set();
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const apart = Math.abs(one[at] - other[at]) + Math.abs(one[at + 1] - other[at + 1]) + Math.abs(one[at + 2] - other[at + 2]);
      if (apart > visible) changed.add(Math.floor(y / cell) * across + Math.floor(x / cell));
    }
  }
  return { changed, across };
}

/** Cells that lie together, or with one or two between them as letters of a word do, as one box each. */
function join({ changed, across }) {
  const boxes = [];
  for (const start of changed) {
    if (!changed.delete(start)) continue;
    const box = { left: Infinity, top: Infinity, right: 0, bottom: 0 };
    for (const waiting = [start]; waiting.length > 0; ) {
      const at = waiting.pop();
      const [x, y] = [at % across, Math.floor(at / across)];
      Object.assign(box, around(box, { left: x, top: y, right: x, bottom: y }));
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const next = (y + dy) * across + x + dx;
          if (x + dx >= 0 && x + dx < across && changed.delete(next)) waiting.push(next);
        }
      }
    }
    boxes.push(box);
  }
  return boxes;
}

function around(a, b) {
  return { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) };
}
