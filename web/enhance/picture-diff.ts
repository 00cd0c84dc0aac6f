import pixelmatch from 'pixelmatch';

const MAX_WIDTH_PX = 640;

/**
 * Draws what differs between two pictures beside them, both brought to one width; only as far down
 * as both reach. Without it they stand side by side.
 */
export function enhance(element: HTMLElement): void {
  element.querySelectorAll('.difference').forEach((old) => old.remove());
  const [later, earlier] = element.querySelectorAll('img');
  if (later === undefined || earlier === undefined) return;
  Promise.all([later.decode(), earlier.decode()])
    .then(() => draw(element, later, earlier))
    // A picture that does not load leaves the page as it was.
    .catch(() => undefined);
}

function draw(element: HTMLElement, later: HTMLImageElement, earlier: HTMLImageElement): void {
  const width = Math.min(later.naturalWidth, earlier.naturalWidth, MAX_WIDTH_PX);
  const heightOf = ({ naturalWidth, naturalHeight }: HTMLImageElement): number =>
    Math.max(1, Math.floor((naturalHeight * width) / naturalWidth));
  const height = Math.min(heightOf(later), heightOf(earlier));
  const pixels = [later, earlier].map((image) => {
    const context = canvasOf(width, height).getContext('2d');
    context?.drawImage(image, 0, 0, width, heightOf(image));
    return context?.getImageData(0, 0, width, height).data;
  });
  const canvas = canvasOf(width, height);
  const context = canvas.getContext('2d');
  const [a, b] = pixels;
  if (context === null || a === undefined || b === undefined) return;
  const difference = context.createImageData(width, height);
  const count = pixelmatch(a, b, difference.data, width, height, { threshold: 0.1 });
  context.putImageData(difference, 0, 0);
  const caption = document.createElement('figcaption');
  const share = Math.round((count / (width * height)) * 100);
  caption.textContent = (element.dataset['differs'] ?? '').replace('#', String(share));
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', caption.textContent);
  const figure = document.createElement('figure');
  figure.className = 'difference';
  figure.append(canvas, caption);
  element.append(figure);
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
