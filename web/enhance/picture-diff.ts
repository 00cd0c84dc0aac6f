import pixelmatch from 'pixelmatch';

const MAX_WIDTH_PX = 640;
/** Maximum vertical shift between two pictures, as a share of the height: one may be cropped. */
const MAX_SHIFT = 0.2;

/**
 * Draws the difference of two pictures below them, scaled to one width and shifted to the best
 * match, since one is often cropped. Without it they are shown side by side.
 */
export function enhance(element: HTMLElement): void {
  element.querySelectorAll('.difference').forEach((old) => old.remove());
  const [later, earlier] = element.querySelectorAll('img');
  if (later === undefined || earlier === undefined) return;
  Promise.all([later.decode(), earlier.decode()])
    .then(() => draw(element, later, earlier))
    // If a picture does not load, the page stays as it was.
    .catch(() => undefined);
}

function draw(element: HTMLElement, later: HTMLImageElement, earlier: HTMLImageElement): void {
  const width = Math.min(later.naturalWidth, earlier.naturalWidth, MAX_WIDTH_PX);
  const [a, b] = [pixelsOf(later, width), pixelsOf(earlier, width)];
  const shift = bestShift(rowsOf(a), rowsOf(b));
  const height = Math.min(a.height - Math.max(0, -shift), b.height - Math.max(0, shift));
  const part = (image: ImageData, from: number): Uint8ClampedArray =>
    image.data.subarray(from * width * 4, (from + height) * width * 4);
  const canvas = canvasOf(width, height);
  const context = canvas.getContext('2d');
  if (context === null) return;
  const difference = context.createImageData(width, height);
  const parts = [part(a, Math.max(0, -shift)), part(b, Math.max(0, shift))] as const;
  const count = pixelmatch(...parts, difference.data, width, height, { threshold: 0.1 });
  context.putImageData(difference, 0, 0);
  thickenRed(context, difference);
  const caption = document.createElement('figcaption');
  caption.textContent = (element.dataset['differs'] ?? '').replace(
    '#',
    inPercent(count / (width * height)),
  );
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', caption.textContent);
  const figure = document.createElement('figure');
  figure.className = 'difference';
  figure.append(canvas, caption);
  element.append(figure);
}

/** Draws around each red point too: one alone would vanish where the picture is shown small. */
function thickenRed(context: CanvasRenderingContext2D, { width, data }: ImageData): void {
  context.fillStyle = '#f00';
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== 255 || data[at + 1] !== 0) continue;
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    context.fillRect(x - 2, y - 2, 5, 5);
  }
}

/** A share in percent; at least 0.1 %, since a single differing digit must not round to 0 %. */
function inPercent(share: number): string {
  const shown = share === 0 ? 0 : Math.max(0.001, share);
  const { lang } = document.documentElement;
  return shown.toLocaleString(lang, { style: 'percent', maximumFractionDigits: 1 });
}

/** The pixels of a picture, scaled to a width. @throws when the browser has no canvas. */
function pixelsOf(image: HTMLImageElement, width: number): ImageData {
  const height = Math.max(1, Math.round((image.naturalHeight * width) / image.naturalWidth));
  const context = canvasOf(width, height).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** The mean green value of each row, enough to find lines of text. */
function rowsOf({ data, width, height }: ImageData): number[] {
  return Array.from({ length: height }, (_, row) => {
    let sum = 0;
    for (let at = row * width * 4 + 1; at < (row + 1) * width * 4; at += 4) sum += data[at] ?? 0;
    return sum / width;
  });
}

/** How many more rows picture `b` has at its top than `a`; negative when fewer. */
function bestShift(a: readonly number[], b: readonly number[]): number {
  const most = Math.floor(Math.min(a.length, b.length) * MAX_SHIFT);
  let best = { shift: 0, distance: Infinity };
  for (let shift = -most; shift <= most; shift += 1) {
    const from = Math.max(0, -shift);
    const to = Math.min(a.length, b.length - shift);
    let sum = 0;
    for (let row = from; row < to; row += 1) sum += Math.abs((a[row] ?? 0) - (b[row + shift] ?? 0));
    const distance = sum / (to - from);
    if (distance < best.distance) best = { shift, distance };
  }
  return best.shift;
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
