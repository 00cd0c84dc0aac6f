import { monthNumber, monthOf } from '#shared/core/days.ts';
import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { DumpRow } from './read-dump.ts';
import { listOf, objectOf, textOf, type RowCheck } from './row-check.ts';

/**
 * Checks that an act of its month granted each term of a role, that an act ended it where it ended early,
 * and that moderators decided within their terms. What a term is, its leaves commit to.
 * @param waiting subjects with an act that has no leaf yet.
 */
export function checkRoles(leaves: LeavesBySubject, waiting: ReadonlySet<string>): RowCheck {
  const terms = new Map<string, DumpRow[]>();
  /** Terms that no act of their own granted, by role and month. */
  const older = new Map<string, string[]>();
  const faults: Fault[] = [];
  const decisions: DumpRow[] = [];

  const checkTerm = (row: DumpRow): void => {
    const { role, handle, grantedOn, endedOn } = row;
    listOf(terms, textOf(handle)).push(row);
    const subject = `role/${textOf(row['id'])}`;
    if (waiting.has(subject)) return;
    const month = leaves.monthOfAct(subject, ['term-begun']);
    if (month === null) {
      listOf(older, `${textOf(role)} ${monthOf(textOf(grantedOn))}`).push(subject);
      return;
    }
    const ended = leaves.monthOfAct(subject, ['term-ended']);
    const wrong = [
      ...(month === monthNumber(textOf(grantedOn)) ? [] : ['grantedOn']),
      ...(ended === (endedOn === null ? null : monthNumber(textOf(endedOn))) ? [] : ['endedOn']),
    ];
    if (wrong.length > 0)
      faults.push({ code: 'undecided', name: subject, detail: wrong.join(', ') });
  };

  /** Acts of versions before December 2026 have the role as their subject. */
  const checkOlder = (): Fault[] =>
    [...older].flatMap(([key, subjects]) => {
      const [role = '', month = ''] = key.split(' ');
      const granted = [...leaves.leavesOf(`role/${role}`)].filter(
        (number) =>
          leaves.act(number) === 'role-granted' && leaves.month(number) === monthNumber(month),
      );
      if (subjects.length <= granted.length) return [];
      return subjects.map((name): Fault => ({ code: 'undecided', name, detail: 'grantedOn' }));
    });

  const checkHands = ({ id, decidedOn, hands }: DumpRow): Fault[] => {
    const day = textOf(decidedOn);
    const late = (Array.isArray(hands) ? hands.map(objectOf) : []).filter(({ seat, handle }) => {
      const known = terms.get(textOf(handle)) ?? [];
      // Terms are forgotten with the account.
      if (seat !== 'moderator' || known.length === 0) return false;
      return !known.some((term) => isWithin(term, day));
    });
    if (late.length === 0) return [];
    return [{ code: 'undecided', name: `decision/${textOf(id)}`, detail: 'hands' }];
  };

  return {
    reads: {
      roles: checkTerm,
      decisions: ({ id, decidedOn, check, finding, hands }) => {
        // Of decisions on checks and findings only the month is public.
        if (typeof check !== 'string' && typeof finding !== 'string')
          decisions.push({ id, decidedOn, hands });
      },
    },
    faults: () => [...faults, ...checkOlder(), ...decisions.flatMap(checkHands)],
  };
}

function isWithin({ grantedOn, endsOn, endedOn }: DumpRow, day: string): boolean {
  return day >= textOf(grantedOn) && day <= textOf(endedOn ?? endsOn);
}
