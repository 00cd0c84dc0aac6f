import type { GreyPixels } from './ocr-reading.ts';

/** Input pixels that make one output pixel: `count` of them from `from`, with the weights. */
type Taps = { readonly from: Int32Array; readonly count: number; readonly weights: Float32Array };

/** Pixels to each side of the kernel of an enlargement. */
const SUPPORT = 2;

/** Resizes grey pixels with the Catmull-Rom kernel, widened where the picture becomes smaller. */
export function resizeGrey(grey: GreyPixels, width: number, height: number): GreyPixels {
  return resizedDown(resizedAcross(grey, width), height);
}

function resizedAcross({ data, width: before, height }: GreyPixels, width: number): GreyPixels {
  if (width === before) return { data, width, height };
  const { from, count, weights } = tapsOf(before, width);
  const result = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const start = y * before + (from[x] ?? 0);
      let sum = 0;
      for (let tap = 0; tap < count; tap += 1) {
        sum += (data[start + tap] ?? 0) * (weights[x * count + tap] ?? 0);
      }
      result[y * width + x] = sum;
    }
  }
  return { data: new Uint8Array(result.buffer), width, height };
}

function resizedDown({ data, width, height: before }: GreyPixels, height: number): GreyPixels {
  if (height === before) return { data, width, height };
  const { from, count, weights } = tapsOf(before, height);
  const result = new Uint8ClampedArray(width * height);
  const sums = new Float32Array(width);
  for (let y = 0; y < height; y += 1) {
    sums.fill(0);
    for (let tap = 0; tap < count; tap += 1) {
      const start = ((from[y] ?? 0) + tap) * width;
      const weight = weights[y * count + tap] ?? 0;
      for (let x = 0; x < width; x += 1) sums[x] = (sums[x] ?? 0) + weight * (data[start + x] ?? 0);
    }
    result.set(sums, y * width);
  }
  return { data: new Uint8Array(result.buffer), width, height };
}

function tapsOf(before: number, after: number): Taps {
  const ratio = before / after;
  const widened = Math.max(1, ratio);
  const reach = SUPPORT * widened;
  const count = Math.min(before, Math.ceil(2 * reach));
  const from = new Int32Array(after);
  const weights = new Float32Array(after * count);
  for (let index = 0; index < after; index += 1) {
    const centre = (index + 0.5) * ratio - 0.5;
    const first = Math.min(Math.max(0, Math.ceil(centre - reach)), before - count);
    const own = Array.from({ length: count }, (_, tap) => kernel((first + tap - centre) / widened));
    const sum = own.reduce((total, weight) => total + weight, 0);
    from[index] = first;
    weights.set(
      own.map((weight) => weight / sum),
      index * count,
    );
  }
  return { from, count, weights };
}

/** Catmull-Rom: cubic convolution with a = -0.5. */
function kernel(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < SUPPORT ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}
