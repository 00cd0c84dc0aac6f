import { compare, isRecycled, type Comparison, type Seen } from '#tests/recycled/compare.ts';

/** A picture: its payment, screen, and transformation. */
export type Sample = {
  readonly template: string;
  readonly phone: boolean;
  /** The paid member; one has several payments. */
  readonly member: number;
  readonly payment: number;
  /** With all proposed covers applied. */
  readonly covered: boolean;
  /** Null for the original. */
  readonly transform: string | null;
  readonly seen: Seen;
};

const LIMITS = [0.4, 0.45, 0.5, 0.55, 0.6, 0.7].flatMap((containment) =>
  [2, 3, 4].map((shared) => ({ containment, shared })),
);
const DISTANCES = [16, 20, 24, 28, 30, 32, 64];

/** A report of true and false matches. */
export function formatReport(samples: readonly Sample[]): string {
  return [false, true]
    .map((covered) => {
      const here = samples.filter((sample) => sample.covered === covered);
      return [covered ? 'COVERED AS PROPOSED' : 'AS THEY COME', ...reportOf(here)].join('\n');
    })
    .join('\n\n');
}

function reportOf(samples: readonly Sample[]): string[] {
  const firsts = samples.filter(({ transform }) => transform === null);
  const again = samples.flatMap((sample) => {
    const first = firsts.find((one) => isSamePayment(one, sample));
    if (sample.transform === null || first === undefined) return [];
    return [{ ...compare(sample.seen, first.seen), transform: sample.transform }];
  });
  const pairs = firsts.flatMap((one, index) =>
    firsts.slice(index + 1).map((other) => ({
      ...compare(other.seen, one.seen),
      same: one.template === other.template && one.phone === other.phone,
      member: one.member === other.member,
    })),
  );
  const alike = pairs.filter(({ same }) => same);
  const own = alike.filter(({ member }) => member);
  const kinds = [...new Set(again.map(({ transform }) => transform))];
  return [
    `${firsts.length} payments, ${again.length} sent again, ${alike.length} pairs on one template, ${pairs.length} pairs in all`,
    `numbers on a picture: ${spread(firsts.map(({ seen }) => seen.tokens.length))}`,
    `numbers in common, another payment of one member: ${spread(own.map(({ shared }) => shared))}`,
    `share in common, another payment of one member: ${spread(own.map((one) => one.containment))}`,
    `bits apart, the same again: ${spread(again.map(({ distance }) => distance))}`,
    `bits apart, another payment on one template: ${spread(alike.map(({ distance }) => distance))}`,
    `share in common, the same again: ${spread(again.map((one) => one.containment))}`,
    `share in common, another payment on one template: ${spread(alike.map((one) => one.containment))}`,
    `numbers in common, another payment on one template: ${spread(alike.map(({ shared }) => shared))}`,
    ...kinds.map((kind) => {
      const of = again.filter(({ transform }) => transform === kind);
      return `  ${kind.padEnd(20)} found ${countOf(of)}, of them exact ${of.filter(({ exact }) => exact).length}`;
    }),
    `  all                  found ${countOf(again)}`,
    `  wrongly found: ${countOf(own)} of one member, ${countOf(alike)} on one template, ${countOf(pairs)} of all pairs`,
    'at other limits (found, wrongly of one member, on one template, of all):',
    ...LIMITS.map(({ containment, shared }) => {
      const limits = { containment, shared, distance: 30 };
      const count = (list: readonly Comparison[]): number =>
        list.filter((one) => isRecycled(one, limits)).length;
      return `  ${containment.toFixed(2)} and at least ${shared}: ${count(again)}, ${count(own)}, ${count(alike)}, ${count(pairs)}`;
    }),
    ...DISTANCES.map((distance) => {
      const limits = { containment: 0.55, shared: 3, distance };
      const found = again.filter((one) => isRecycled(one, limits)).length;
      const candidates = pairs.filter((one) => one.distance <= distance).length;
      return `  within ${distance} bits: ${found} found, ${candidates} of ${pairs.length} pairs are candidates`;
    }),
  ];
}

function isSamePayment(a: Sample, b: Sample): boolean {
  return a.template === b.template && a.phone === b.phone && a.payment === b.payment;
}

function countOf(list: readonly Comparison[]): string {
  return `${list.filter((one) => isRecycled(one)).length} of ${list.length}`;
}

/** Minimum, 10th, 50th and 90th percentile, maximum. */
function spread(numbers: readonly number[]): string {
  const ordered = numbers.toSorted((a, b) => a - b);
  const at = (share: number): string => {
    const value = ordered[Math.round(share * (ordered.length - 1))] ?? Number.NaN;
    return Number.isInteger(value) ? String(value) : value.toFixed(2);
  };
  return [0, 0.1, 0.5, 0.9, 1].map(at).join(' · ');
}
