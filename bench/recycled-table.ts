import type { PixelFingerprints } from '#server/media/files/sanitized-image.ts';
import { isRecycled } from '#tests/recycled/compare.ts';

/** A picture: its payment, screen, and transformation. */
export type Sample = {
  readonly template: string;
  readonly phone: boolean;
  /** The paid member; one has several payments. */
  readonly member: number;
  readonly payment: number;
  /** Null for the original. */
  readonly transform: string | null;
  readonly seen: PixelFingerprints;
};

/** A report of true and false matches. */
export function formatReport(samples: readonly Sample[]): string {
  const firsts = samples.filter(({ transform }) => transform === null);
  const again = samples.flatMap((sample) => {
    const first = firsts.find((one) => isSamePayment(one, sample));
    if (sample.transform === null || first === undefined) return [];
    return [{ found: isRecycled(sample.seen, first.seen), transform: sample.transform }];
  });
  const pairs = firsts.flatMap((one, index) =>
    firsts
      .slice(index + 1)
      .filter(({ member }) => member !== one.member)
      .map((other) => ({
        found: isRecycled(other.seen, one.seen),
        same: one.template === other.template && one.phone === other.phone,
      })),
  );
  const alike = pairs.filter(({ same }) => same);
  const kinds = [...new Set(again.map(({ transform }) => transform))];
  return [
    `${firsts.length} payments, ${again.length} sent again`,
    ...kinds.map((kind) => {
      const of = again.filter(({ transform }) => transform === kind);
      return `  ${kind.padEnd(20)} found ${countOf(of)}`;
    }),
    `  all                  found ${countOf(again)}`,
    `  wrongly found: ${countOf(alike)} pairs of two members on one template, ${countOf(pairs)} of all`,
  ].join('\n');
}

function isSamePayment(a: Sample, b: Sample): boolean {
  return a.template === b.template && a.phone === b.phone && a.payment === b.payment;
}

function countOf(list: readonly { readonly found: boolean }[]): string {
  return `${list.filter(({ found }) => found).length} of ${list.length}`;
}
