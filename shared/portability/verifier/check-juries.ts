import { checkJuryDraw, type PartyNonce } from '#shared/governance/jury-draw.ts';
import type { NoteCrypto } from '#shared/transparency-log/signed-notes.ts';
import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { DumpRow } from './read-dump.ts';
import { namesOfOtherMonths, objectOf, textOf, type RowCheck } from './row-check.ts';

/**
 * Draws each jury again, and checks that the record committed to its pool and to the site's nonce
 * before the hour of the draw, to what was drawn, and to the votes.
 * @param waiting subjects with an act that has no leaf yet.
 */
export function checkJuries(
  { sha256 }: NoteCrypto,
  leaves: LeavesBySubject,
  waiting: ReadonlySet<string>,
): RowCheck {
  const juries: DumpRow[] = [];

  /** Returns the act whose commitment does not match a jury's row; null if all match. */
  const faultOfAct = (subject: string, act: string, content: object): string | null => {
    for (const number of leaves.leavesOf(subject)) {
      if (leaves.act(number) !== act) continue;
      leaves.meet(number);
      return leaves.isOpened(number) && leaves.commitsToContent(number, content) ? null : act;
    }
    return act;
  };
  const check = async (row: DumpRow): Promise<Fault[]> => {
    const id = textOf(row['id']);
    const subject = `jury/${id}`;
    if (waiting.has(subject)) return [];
    const { seats, poolHash, siteCommitment, drawHour, seed, votes } = row;
    const { checkpoint: root, checkpointSize: size, state, decision } = row;
    const called = { jury: id, seats, pool: poolHash, site: siteCommitment, hour: drawHour };
    const drawn = { jury: id, checkpoint: { size, root }, seed };
    const wrong = [
      faultOfAct(subject, 'jury-called', called),
      ...(typeof seed === 'string'
        ? [faultOfAct(subject, 'jury-drawn', drawn), ...(await faultsOfDraw(row))]
        : []),
      state === 'decided'
        ? faultOfAct(subject, 'jury-decided', { jury: id, decision, votes })
        : faultOfAct(subject, 'jury-failed', { jury: id }),
      ...namesOfOtherMonths(leaves, subject, row, {
        calledAt: ['jury-called'],
        drawnAt: ['jury-drawn'],
        endedAt: ['jury-decided', 'jury-failed'],
      }),
    ].filter((one) => one !== null);
    return wrong.length === 0
      ? []
      : [{ code: 'undecided', name: subject, detail: wrong.join(', ') }];
  };

  const faultsOfDraw = (row: DumpRow): Promise<readonly string[]> =>
    checkJuryDraw(sha256, {
      jury: textOf(row['id']),
      poolHash: textOf(row['poolHash']),
      siteNonce: textOf(row['siteNonce']),
      siteCommitment: textOf(row['siteCommitment']),
      nonces: listIn(row['words']).map((one): PartyNonce => ({
        commitment: textOf(one['commitment']),
        nonce: typeof one['words'] === 'string' ? one['words'] : null,
      })),
      checkpoint: { size: Number(row['checkpointSize']), root: textOf(row['checkpoint']) },
      seed: textOf(row['seed']),
      names: Array.isArray(row['pool']) ? row['pool'].map(textOf) : [],
      drawn: listIn(row['drawn'])
        .toSorted((one, other) => Number(one['place']) - Number(other['place']))
        .map(({ name }) => textOf(name)),
    });

  return {
    reads: { juries: (row) => juries.push(row) },
    faults: async () => (await Promise.all(juries.map(check))).flat(),
  };
}

function listIn(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}
