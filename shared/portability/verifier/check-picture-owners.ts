import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { DumpRow } from './read-dump.ts';
import { listOf, textOf, type RowCheck } from './row-check.ts';

/** What the row of a subject tells of its pictures. */
const NO_WORDS = 1;
const NO_PICTURES = 2;
const PICTURES = 3;

/**
 * Checks that `pictures` lists those that each post, incident and proof is recorded with, and no others.
 * @param waiting subjects with an act that has no leaf yet.
 */
export function checkPictureOwners(
  leaves: LeavesBySubject,
  waiting: ReadonlySet<string>,
): RowCheck {
  /** By the newest leaf of a row's subject: a dump has many rows, and few have pictures. */
  const told = new Uint8Array(leaves.size);
  /** Of rows without a leaf. */
  const toldOfOthers = new Map<string, number>();
  /** The pictures of each row that is recorded with some. */
  const recorded = new Map<string, readonly string[]>();
  const listed = new Map<string, string[]>();
  const tell = (subject: string, what: number): void => {
    const [newest] = leaves.leavesOf(subject);
    if (newest === undefined) toldOfOthers.set(subject, what);
    else told[newest] = what;
  };
  const toldOf = (subject: string): number => {
    const [newest] = leaves.leavesOf(subject);
    return (newest === undefined ? toldOfOthers.get(subject) : told[newest]) ?? 0;
  };
  const owner =
    (kind: string, picturesOf: (row: DumpRow) => unknown) =>
    (row: DumpRow): void => {
      const subject = `${kind}/${textOf(row['id'])}`;
      const isWithheld = row['young'] === true || typeof row['hiddenBy'] === 'string';
      const pictures = isWithheld ? null : picturesOf(row);
      const keys = Array.isArray(pictures) ? pictures.map(textOf) : [];
      if (keys.length > 0) recorded.set(subject, keys);
      tell(subject, isWithheld ? NO_WORDS : keys.length > 0 ? PICTURES : NO_PICTURES);
    };
  const single = ({ picture }: DumpRow): unknown => (typeof picture === 'string' ? [picture] : []);
  return {
    reads: {
      posts: owner('post', ({ pictures }) => pictures),
      incidents: owner('incident', single),
      payouts: owner('payout', single),
      // A dump sorts the pictures of a row by their place.
      pictures: (row) => {
        for (const kind of ['payout', 'incident', 'post']) {
          const id = row[kind];
          if (typeof id === 'string') listOf(listed, `${kind}/${id}`).push(textOf(row['key']));
        }
      },
    },
    faults: () => {
      const faulty = [
        ...[...recorded].flatMap(([subject, keys]) =>
          keys.join(' ') === (listed.get(subject) ?? []).join(' ') ? [] : [subject],
        ),
        // Listed for a row that is not there, or that is recorded without any.
        ...[...listed.keys()].filter((subject) => [0, NO_PICTURES].includes(toldOf(subject))),
      ];
      return faulty
        .filter((subject) => !waiting.has(subject))
        .map((name): Fault => ({ code: 'changed-silently', name, detail: 'pictures' }));
    },
  };
}
