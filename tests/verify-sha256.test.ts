import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSha256 } from '#web/portability/verifier/sha256.ts';

const hexOf = (...pieces: readonly (string | Uint8Array)[]): string =>
  pieces.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest('hex');

test('hashes that go on at the same time, and after others ended, do not mix', () => {
  const long = 'Payé en 3 jours. '.repeat(500);
  for (let round = 0; round < 3; round += 1) {
    const [one, other] = [createSha256().update('a'), createSha256().update(long)];
    const third = createSha256().update(Uint8Array.of(1, 2));
    one.update(long);
    expect(third.hex()).toBe(hexOf(Uint8Array.of(1, 2)));
    other.update('é👍');
    expect(createSha256().hex()).toBe(hexOf());
    expect(one.hex()).toBe(hexOf('a', long));
    expect(Buffer.from(other.digest()).toString('hex')).toBe(hexOf(long, 'é👍'));
  }
});

test('a digest is not changed by later ones', () => {
  const first = createSha256().update('first').digest();
  createSha256().update('second').digest();
  expect(Buffer.from(first).toString('hex')).toBe(hexOf('first'));
});

test('a hash that was taken takes no more', () => {
  const hash = createSha256().update('a');
  hash.digest();
  expect(() => hash.update('b')).toThrow('taken');
  expect(() => hash.hex()).toThrow('taken');
});
