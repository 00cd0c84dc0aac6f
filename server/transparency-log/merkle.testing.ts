import { createHash } from 'node:crypto';

/**
 * SHA-256, for the Merkle tree of RFC 6962: the functions of this file are written literally from its
 * definitions and independently of the implementation, and are slow.
 */
function hash(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(Uint8Array.from(bytes)).digest());
}

/** The Merkle tree hash as RFC 6962 defines it (MTH, section 2.1). */
export function naiveRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [entry] = entries;
  if (entry === undefined) return hash([]);
  if (entries.length === 1) return hash([0, ...entry]);
  const k = largestPowerBelow(entries.length);
  return hash([1, ...naiveRoot(entries.slice(0, k)), ...naiveRoot(entries.slice(k))]);
}

/** The audit path of entry `m` as RFC 6962 defines it (PATH, section 2.1.1). */
export function naivePath(m: number, entries: readonly Uint8Array[]): Uint8Array[] {
  if (entries.length === 1) return [];
  const k = largestPowerBelow(entries.length);
  return m < k
    ? [...naivePath(m, entries.slice(0, k)), naiveRoot(entries.slice(k))]
    : [...naivePath(m - k, entries.slice(k)), naiveRoot(entries.slice(0, k))];
}

/** The consistency proof from the first `m` entries as RFC 6962 defines it (PROOF, section 2.1.2). */
export function naiveProof(m: number, entries: readonly Uint8Array[]): Uint8Array[] {
  return subproof(m, entries, true);
}

function subproof(m: number, entries: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === entries.length) return whole ? [] : [naiveRoot(entries)];
  const k = largestPowerBelow(entries.length);
  return m <= k
    ? [...subproof(m, entries.slice(0, k), whole), naiveRoot(entries.slice(k))]
    : [...subproof(m - k, entries.slice(k), false), naiveRoot(entries.slice(0, k))];
}

function largestPowerBelow(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1));
}

/**
 * The eight test entries of Certificate Transparency's reference implementation, and their roots by
 * size.
 */
export const REFERENCE_ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(fromHex);

export const REFERENCE_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** All proofs with one error: a flipped bit, a missing, extra, repeated or swapped hash. */
export function* corruptedProofs(proof: readonly Uint8Array[]): Generator<Uint8Array[]> {
  for (const [at, hash] of proof.entries()) {
    for (let bit = 0; bit < hash.length * 8; bit += 1) {
      const turned = Uint8Array.from(hash, (byte, index) =>
        index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
      );
      yield proof.with(at, turned);
    }
    yield proof.with(at, hash.subarray(1));
    yield proof.toSpliced(at, 1);
    yield proof.toSpliced(at, 0, hash);
  }
  yield [...proof, new Uint8Array(32)];
  yield [new Uint8Array(32), ...proof];
  if (proof.length > 1) yield proof.toReversed();
}
