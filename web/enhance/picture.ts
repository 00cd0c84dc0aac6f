const TARGET_BYTES = 300 * 1024;
const MAX_SIDE_PX = 1600;
/** Smaller sides would make the figures on a screenshot unreadable. */
const MIN_SIDE_PX = 700;
const QUALITIES = [0.85, 0.7, 0.55] as const;
const SMALLER = 0.75;

/**
 * Shrinks the chosen picture before it leaves, for who pays by the megabyte, and shows it with its
 * size. A picture that the browser cannot read leaves as it is.
 */
export function enhance(element: HTMLElement): void {
  const input = element.querySelector<HTMLInputElement>('input[type="file"]');
  const preview = element.querySelector<HTMLElement>('.picture-preview');
  const status = element.querySelector<HTMLElement>('.picture-size');
  if (input === null || preview === null || status === null) return;
  let shown = '';
  const show = (file: File | null, sentence: string): void => {
    URL.revokeObjectURL(shown);
    preview.replaceChildren();
    status.textContent = sentence.replace('#', String(Math.ceil((file?.size ?? 0) / 1024)));
    if (file === null) return;
    shown = URL.createObjectURL(file);
    const image = new Image();
    image.alt = '';
    image.src = shown;
    preview.append(image);
  };
  input.addEventListener('change', async () => {
    const chosen = input.files?.[0];
    if (chosen === undefined) return show(null, '');
    const smaller = await shrink(chosen).catch(() => null);
    // She may have chosen another one meanwhile.
    if (input.files?.[0] !== chosen) return;
    if (smaller === null) return show(null, element.dataset['unreadable'] ?? '');
    if (smaller === chosen) return show(chosen, element.dataset['ready'] ?? '');
    const transfer = new DataTransfer();
    transfer.items.add(smaller);
    input.files = transfer.files;
    show(smaller, element.dataset['shrunk'] ?? '');
  });
}

/** @throws where the browser cannot decode the picture. */
async function shrink(file: File): Promise<File> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    if (file.size <= TARGET_BYTES) return file;
    const longest = Math.max(bitmap.width, bitmap.height);
    let best: Blob = file;
    for (let side = Math.min(longest, MAX_SIDE_PX); ; side *= SMALLER) {
      for (const quality of QUALITIES) {
        const blob = await encode(bitmap, side / longest, quality);
        if (blob.size < best.size) best = blob;
        if (best.size <= TARGET_BYTES) return named(best, file);
      }
      if (side * SMALLER < MIN_SIDE_PX) return named(best, file);
    }
  } finally {
    bitmap.close();
  }
}

async function encode(bitmap: ImageBitmap, scale: number, quality: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  // What an editor "erased" may stay under transparent pixels: the white covers it.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const webp = await toBlob(canvas, 'image/webp', quality);
  // Browsers without WebP answer with a PNG, whatever was asked.
  return webp.type === 'image/webp' ? webp : toBlob(canvas, 'image/jpeg', quality);
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('not encoded')) : resolve(blob)),
      type,
      quality,
    );
  });
}

function named(blob: Blob, original: File): File {
  if (blob === original) return original;
  const extension = blob.type === 'image/webp' ? 'webp' : 'jpg';
  return new File([blob], `capture.${extension}`, { type: blob.type });
}
