import type { Fault } from './faults.ts';
import type { DumpRow } from './read-dump.ts';
import { listOf, textOf, type RowCheck } from './row-check.ts';

/**
 * Checks that `pictures` lists those that each post, incident and proof is recorded with, and no others.
 * @param waiting subjects with an act that has no leaf yet.
 */
export function checkPictureOwners(waiting: ReadonlySet<string>): RowCheck {
  /** The pictures of each row whose words the dump has. */
  const recorded = new Map<string, readonly string[]>();
  /** All rows, also those without words. */
  const owners = new Set<string>();
  const listed = new Map<string, string[]>();
  const owner =
    (kind: string, picturesOf: (row: DumpRow) => unknown) =>
    (row: DumpRow): void => {
      const subject = `${kind}/${textOf(row['id'])}`;
      owners.add(subject);
      if (row['young'] === true || typeof row['hiddenBy'] === 'string') return;
      const pictures = picturesOf(row);
      recorded.set(subject, Array.isArray(pictures) ? pictures.map(textOf) : []);
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
        ...[...listed.keys()].filter((subject) => !owners.has(subject)),
      ];
      return faulty
        .filter((subject) => !waiting.has(subject))
        .map((name): Fault => ({ code: 'changed-silently', name, detail: 'pictures' }));
    },
  };
}
