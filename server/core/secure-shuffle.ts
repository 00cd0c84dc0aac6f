import { randomInt } from 'node:crypto';

/** A copy in random order (Fisher–Yates with a cryptographic random source). */
export function secureShuffle<Item>(items: readonly Item[]): Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const at = randomInt(last + 1);
    const [one, other] = [mixed[at], mixed[last]];
    if (one === undefined || other === undefined) continue;
    [mixed[at], mixed[last]] = [other, one];
  }
  return mixed;
}
