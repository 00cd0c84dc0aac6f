import { COVER_COLOURS } from '#shared/media/cover-colours.ts';
import { toGrey } from '#shared/media/ocr-preprocessing.ts';
import type { Box } from '#shared/media/box.ts';
import { publishedSize } from '#shared/media/published-size.ts';
import type { KeptRows } from './redaction-pieces.ts';

const TARGET_BYTES = 300 * 1024;
/** Length of the shorter side below which no picture is reduced: figures would become unreadable. */
const MIN_SIDE_PX = 400;
const QUALITIES = [0.9, 0.8, 0.65, 0.5] as const;
const SMALLER = 0.75;
/** Covers are dark on light screens and light on dark ones: a cover must be visible as one. */
const INK = COVER_COLOURS.ink;
export const PAPER = COVER_COLOURS.paper;
const MIDDLE_GREY = 128;
const SAMPLE_PX = 32;
const OPAQUE = 255;

/** Decodes a file as a picture. @throws when the browser cannot. */
export async function openPicture(file: File): Promise<HTMLImageElement> {
  const picture = new Image();
  const url = URL.createObjectURL(file);
  picture.src = url;
  try {
    await picture.decode();
  } catch (error) {
    URL.revokeObjectURL(url);
    throw error;
  }
  return picture;
}

/**
 * Renders the picture to upload: the kept rows with the covers painted in, redrawn from pixels, and
 * small for prepaid data. Contains nothing else of the file.
 */
export async function renderRedactedPicture(
  picture: HTMLImageElement,
  covers: readonly Box[],
  rows: KeptRows,
): Promise<File> {
  const width = picture.naturalWidth;
  const part: Box = { left: 0, top: rows.top, width, height: rows.bottom - rows.top };
  let scale = publishedSize(part).width / width;
  for (;;) {
    const canvas = paintPart(picture, covers, part, scale);
    let smallest: Blob | null = null;
    for (const quality of QUALITIES) {
      smallest = await encode(canvas, quality);
      if (smallest.size <= TARGET_BYTES) return named(smallest);
    }
    scale *= SMALLER;
    if (smallest !== null && Math.min(width, part.height) * scale < MIN_SIDE_PX)
      return named(smallest);
  }
}

/** Draws a part of a picture with its covers, as its readers see it. */
export function paintPart(
  picture: HTMLImageElement,
  covers: readonly Box[],
  { left, top, width, height }: Box,
  scale: number,
): HTMLCanvasElement {
  const { canvas, context } = makeCanvas(width * scale, height * scale);
  // Transparent pixels may still contain "erased" content; white covers it.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
  context.fillStyle = coverColour(picture);
  for (const cover of covers) {
    const from = Math.floor((cover.left - left) * scale);
    const above = Math.floor((cover.top - top) * scale);
    const to = Math.ceil((cover.left + cover.width - left) * scale);
    const below = Math.ceil((cover.top + cover.height - top) * scale);
    context.fillRect(from, above, to - from, below - above);
  }
  return canvas;
}

/** @throws where a picture is larger than the browser's largest canvas, which then stays empty. */
export function checkFits({ naturalWidth: width, naturalHeight: height }: HTMLImageElement): void {
  const { context } = makeCanvas(width, height);
  context.fillRect(0, 0, 1, 1);
  if (context.getImageData(0, 0, 1, 1).data[3] !== OPAQUE) {
    throw new Error('the picture fits no canvas');
  }
}

/** The luma of a picture, at its size. */
export function greyPixels(picture: HTMLImageElement): Uint8Array {
  const { naturalWidth: width, naturalHeight: height } = picture;
  const { context } = makeCanvas(width, height);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  return toGrey(context.getImageData(0, 0, width, height).data);
}

export function coverColour(picture: HTMLImageElement): string {
  const { canvas, context } = makeCanvas(SAMPLE_PX, SAMPLE_PX);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const colours = data.filter((_, index) => index % 4 !== 3);
  const mean = colours.reduce((sum, value) => sum + value, 0) / colours.length;
  return mean < MIDDLE_GREY ? PAPER : INK;
}

/** An empty canvas with integer sides. */
export function makeCanvas(
  width: number,
  height: number,
): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  return { canvas, context };
}

async function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  const webp = await toBlob(canvas, 'image/webp', quality);
  // Browsers without WebP encoding return a PNG.
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

function named(blob: Blob): File {
  const extension = blob.type === 'image/webp' ? 'webp' : 'jpg';
  return new File([blob], `capture.${extension}`, { type: blob.type });
}
