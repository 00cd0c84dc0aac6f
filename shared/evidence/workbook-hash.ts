/**
 * A 128-bit hash in hexadecimal, the same on every device and without https: four lanes of
 * MurmurHash3's mixing. Distinguishes lines; not for secrets.
 */
export function hash128(text: string): string {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(b ^ unit, 0x85ebca6b);
    b = Math.imul(c ^ (a >>> 13) ^ unit, 0xc2b2ae35);
    c = Math.imul(d ^ (b >>> 16) ^ unit, 0x27d4eb2f);
    d = Math.imul(a ^ (c >>> 15) ^ unit, 0x165667b1);
  }
  return [a + d, b + a, c + b, d + c].map(lane).join('');
}

function lane(value: number): string {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  return (mixed >>> 0).toString(16).padStart(8, '0');
}
