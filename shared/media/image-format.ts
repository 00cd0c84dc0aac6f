/** Bytes that `detectFormat` needs; an SVG may start with a long comment. */
export const FORMAT_HEAD_BYTES = 4096;

const ACCEPTED = new Set(['JPEG', 'PNG', 'WebP']);

const SIGNATURES: { name: string; at: number; bytes: string }[] = [
  { name: 'JPEG', at: 0, bytes: '\xff\xd8\xff' },
  { name: 'PNG', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { name: 'GIF', at: 0, bytes: 'GIF87a' },
  { name: 'GIF', at: 0, bytes: 'GIF89a' },
  { name: 'TIFF', at: 0, bytes: 'II*\0' },
  { name: 'TIFF', at: 0, bytes: 'MM\0*' },
  { name: 'TIFF', at: 0, bytes: 'II+\0' },
  { name: 'TIFF', at: 0, bytes: 'MM\0+' },
  { name: 'PDF', at: 0, bytes: '%PDF-' },
  { name: 'BMP', at: 0, bytes: 'BM' },
  { name: 'ICO', at: 0, bytes: '\0\0\x01\0' },
  { name: 'JPEG XL', at: 0, bytes: '\xff\x0a' },
  { name: 'JPEG XL', at: 0, bytes: '\0\0\0\x0cJXL ' },
  { name: 'JPEG 2000', at: 0, bytes: '\0\0\0\x0cjP  ' },
  { name: 'WebM', at: 0, bytes: '\x1a\x45\xdf\xa3' },
];

const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** Detects the format of a file from its first `FORMAT_HEAD_BYTES` bytes; null where unknown. */
export function detectFormat(head: Uint8Array): string | null {
  const text = String.fromCharCode(...head.subarray(0, FORMAT_HEAD_BYTES));
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'WebP';
  if (text.startsWith('ftyp', 4)) return detectIsoMedia(text);
  const found = SIGNATURES.find(({ at, bytes }) => text.startsWith(bytes, at));
  if (found !== undefined) return found.name;
  return isSvg(text) ? 'SVG' : null;
}

/** Whether images of a format may be uploaded. */
export function isAcceptedFormat(format: string): boolean {
  return ACCEPTED.has(format);
}

/**
 * Detects the format of an ISO media file, which starts with a box that lists its brands, four letters
 * each.
 */
function detectIsoMedia(text: string): string {
  const bytes = Array.from(text.slice(0, 4), (byte) => byte.charCodeAt(0));
  const size = Math.min(
    bytes.reduce((sum, byte) => sum * 256 + byte, 0),
    256,
  );
  const brands: string[] = [text.slice(8, 12)];
  for (let at = 16; at + 4 <= size; at += 4) brands.push(text.slice(at, at + 4));
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'AVIF';
  if (brands.some((brand) => HEIC_BRANDS.has(brand))) return 'HEIC';
  return 'MP4';
}

function isSvg(text: string): boolean {
  const start = text.replace(/^\xef\xbb\xbf/, '').trimStart();
  return start.startsWith('<') && /<(?:[a-z]+:)?svg[\s>]/i.test(start) && !/<html/i.test(start);
}
