/**
 * UTF-8 without `TextEncoder` and `TextDecoder`: in a browser each call of these leaves objects outside
 * of the heap, which wait for a full garbage collection. Who converts millions of short texts would
 * keep more than a hundred megabytes of them.
 */

/** Stands for half of a surrogate pair. */
const REPLACEMENT = 0xfffd;
const CODES_AT_ONCE = 8_192;

let encoded = new Uint8Array(4_096);
const codes = new Uint16Array(CODES_AT_ONCE);

/** Encodes a text as `TextEncoder` does; the bytes hold until the next call. */
export function encodeUtf8(text: string): Uint8Array {
  if (encoded.length < text.length * 3) encoded = new Uint8Array(text.length * 3);
  let end = 0;
  const put = (byte: number): void => {
    encoded[end] = byte;
    end += 1;
  };
  const putRest = (code: number, bits: number): void => {
    for (let left = bits - 6; left >= 0; left -= 6) put(0x80 | ((code >> left) & 0x3f));
  };
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0;
    const code = isSurrogate(point) ? REPLACEMENT : point;
    if (code < 0x80) put(code);
    else if (code < 0x800) {
      put(0xc0 | (code >> 6));
      putRest(code, 6);
    } else if (code < 0x10000) {
      put(0xe0 | (code >> 12));
      putRest(code, 12);
    } else {
      put(0xf0 | (code >> 18));
      putRest(code, 18);
      at += 1;
    }
  }
  return encoded.subarray(0, end);
}

/** Decodes bytes as `TextDecoder` does, which decodes those that are not valid. */
export function decodeUtf8(bytes: Uint8Array): string {
  let [text, length] = ['', 0];
  for (let at = 0; at < bytes.length;) {
    if (length > CODES_AT_ONCE - 2) {
      text += textOfCodes(length);
      length = 0;
    }
    const point = pointAt(bytes, at);
    if (point === null || (at === 0 && point === BYTE_ORDER_MARK)) return decoder.decode(bytes);
    if (point < 0x10000) codes[length] = point;
    else {
      codes[length] = 0xd800 + ((point - 0x10000) >> 10);
      length += 1;
      codes[length] = 0xdc00 + (point & 0x3ff);
    }
    length += 1;
    at += widthOf(point);
  }
  return text + textOfCodes(length);
}

const decoder = new TextDecoder();
const BYTE_ORDER_MARK = 0xfeff;

/** The code point whose bytes begin at an index; null where they are not valid. */
function pointAt(bytes: Uint8Array, at: number): number | null {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return first;
  const width = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (first < 0xc0 || first > 0xf4) return null;
  let point = first & (0x7f >> width);
  for (let nth = 1; nth < width; nth += 1) {
    const byte = bytes[at + nth] ?? 0;
    if ((byte & 0xc0) !== 0x80) return null;
    point = (point << 6) | (byte & 0x3f);
  }
  const isValid = point <= 0x10ffff && !isSurrogate(point) && widthOf(point) === width;
  return isValid ? point : null;
}

function widthOf(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point < 0xe000;
}

function textOfCodes(length: number): string {
  return Reflect.apply(String.fromCharCode, null, codes.subarray(0, length)) as string;
}
