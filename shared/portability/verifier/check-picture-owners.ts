import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { DumpRow } from './read-dump.ts';
import { listOf, textOf, type RowCheck } from './row-check.ts';

/**
 * Checks that `pictures` lists those that each post, incident and proof is recorded with, and no others.
 * @param waiting subjects with an act that has no leaf yet.
 */
export function checkPictureOwners(
  leaves: LeavesBySubject,
  waiting: ReadonlySet<string>,
): RowCheck {
  /** 1 for the newest leaf of a row that may list pictures: it has some, or its words are withheld. */
  const mayList = new Uint8Array(leaves.size);
  /** Rows that may list pictures but have no leaf. */
  const withoutLeaf = new Set<string>();
  /** The pictures of each row that is recorded with some. */
  const recorded = new Map<string, readonly string[]>();
  const listed = new Map<string, string[]>();
  const newestLeafOf = (subject: string): number | undefined => {
    const [newest] = leaves.leavesOf(subject);
    return newest;
  };
  const isOwner = (subject: string): boolean => {
    const newest = newestLeafOf(subject);
    return newest === undefined ? withoutLeaf.has(subject) : mayList[newest] === 1;
  };
  const owner =
    (kind: string, picturesOf: (row: DumpRow) => unknown) =>
    (row: DumpRow): void => {
      const subject = `${kind}/${textOf(row['id'])}`;
      const isWithheld = row['young'] === true || typeof row['hiddenBy'] === 'string';
      const pictures = isWithheld ? null : picturesOf(row);
      const keys = Array.isArray(pictures) ? pictures.map(textOf) : [];
      if (keys.length > 0) recorded.set(subject, keys);
      if (!isWithheld && keys.length === 0) return;
      const newest = newestLeafOf(subject);
      if (newest === undefined) withoutLeaf.add(subject);
      else mayList[newest] = 1;
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
        ...[...listed.keys()].filter((subject) => !isOwner(subject)),
      ];
      return faulty
        .filter((subject) => !waiting.has(subject))
        .map((name): Fault => ({ code: 'changed-silently', name, detail: 'pictures' }));
    },
  };
}
