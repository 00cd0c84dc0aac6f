import { MEASURES } from '#shared/core/moderation-decisions.ts';
import { listOf } from '#shared/portability/verifier/row-check.ts';
import type { DumpedRows } from './compare-dumps.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * Counts, from the rows of a dump alone, what docs/verify.md says that a stranger can count of the
 * transparency report.
 * @param period the first day and the last one, as the report says.
 * @param today the day of the report.
 */
export function recountTransparency(
  dump: DumpedRows,
  { from, to }: { readonly from: string; readonly to: string },
  today: string,
): object {
  const rows = (file: string): readonly Row[] => dump.get(file) ?? [];
  // Of some acts the month alone is told.
  const isIn = (moment: unknown): boolean => {
    if (typeof moment !== 'string') return false;
    const day = moment.slice(0, 10);
    return day >= from.slice(0, day.length) && day <= to;
  };
  const acts = rows('record-entries').filter(({ day }) => isIn(day));
  const countActs = (kind: string, month = ''): number =>
    acts.filter((act) => act['kind'] === kind && String(act['day']).startsWith(month)).length;
  const decided = rows('decisions').filter(({ decidedOn }) => isIn(decidedOn));
  const onCases = decided.filter((one) => one['case'] !== null);
  const byPeople = onCases.filter(({ automated }) => automated === false);
  const isByJury = ({ hands }: Row): boolean =>
    (hands as Row[]).some(({ seat }) => seat === 'juror');
  const closed = rows('cases').filter(({ closedOn }) => isIn(closedOn));
  const appeals = rows('appeals').filter(({ appealedOn }) => isIn(appealedOn));
  const juries = rows('juries').filter(({ calledAt }) => isIn(calledAt));
  const veils = decided.filter(({ kind }) => kind === 'veil');
  const ends = rows('decisions').filter(({ replaces }) =>
    veils.some(({ id }) => id !== null && id === replaces),
  );
  return {
    cases: {
      opened: countActs('case-opened'),
      closed: closed.length,
      withdrawn: onCases.filter((one) => one['automated'] === true && one['kind'] === 'dismiss')
        .length,
    },
    decisions: {
      total: onCases.length,
      byRule: groupsOf(onCases, 'rule').map(([rule, own]) => ({
        rule,
        ...Object.fromEntries(
          MEASURES.map((measure) => [measure, own.filter(({ kind }) => kind === measure).length]),
        ),
      })),
      byOrigin: countsBy(onCases, 'origin'),
      byStage: countsBy(onCases, 'stage'),
      alone: byPeople.filter((one) => one['alone'] === true && !isByJury(one)).length,
      two: byPeople.filter((one) => one['alone'] === false && !isByJury(one)).length,
      jury: byPeople.filter(isByJury).length,
      automated: onCases.length - byPeople.length,
      others: countsBy(
        [
          ...decided.filter((one) => one['case'] === null),
          ...rows('thread-decisions')
            .filter(({ decidedOn }) => isIn(decidedOn))
            .map(({ kind }) => ({ kind: `thread-${String(kind)}` })),
          ...rows('thread-moves')
            .filter(({ decidedOn }) => isIn(decidedOn))
            .map(({ kind }) => ({ kind: `thread-${String(kind)}` })),
        ],
        'kind',
      ),
    },
    veils: {
      total: veils.length,
      confirmed: ends.filter(({ kind }) => kind === 'hide' || kind === 'remove' || kind === 'cover')
        .length,
      lifted: ends.filter((one) => one['kind'] === 'restore' && one['automated'] === false).length,
      expired: ends.filter((one) => one['kind'] === 'restore' && one['automated'] === true).length,
      open: veils.length - ends.length,
    },
    appeals: Object.fromEntries(
      ['upheld', 'reversed', 'undecided'].map((state) => [state, withState(appeals, state)]),
    ),
    juries: {
      called: countActs('jury-called'),
      decided: withState(juries, 'decided'),
      failed: withState(juries, 'failed'),
      dropped: countActs('jury-dropped'),
    },
    flags: { total: countActs('flag-made'), pauses: countActs('flags-paused') },
    notices: { received: countActs('notice-received') },
    replies: { received: countActs('reply-received'), refused: countActs('reply-refused') },
    demands: rows('legal-demands').filter(({ receivedOn }) => isIn(receivedOn)).length,
    moderators: groupsOf(
      rows('roles').filter(
        ({ role, endedOn, endsOn }) =>
          role === 'moderator' && endedOn === null && String(endsOn) > today,
      ),
      'handle',
    ).map(([handle, own]) => ({
      handle,
      since: own.map(({ grantedOn }) => String(grantedOn)).toSorted()[0],
      endsOn: own
        .map(({ endsOn }) => String(endsOn))
        .toSorted()
        .at(-1),
    })),
    months: groupsOf(
      onCases.map(({ decidedOn }) => ({ month: String(decidedOn).slice(0, 7) })),
      'month',
    ).map(([month, own]) => ({
      month,
      flags: countActs('flag-made', month),
      opened: countActs('case-opened', month),
      closed: closed.filter(({ closedOn }) => String(closedOn).startsWith(month)).length,
      decisions: own.length,
    })),
  };
}

const withState = (rows: readonly Row[], state: string): number =>
  rows.filter((row) => row['state'] === state).length;

/** The rows by a value, sorted by it. */
function groupsOf(rows: readonly Row[], name: string): (readonly [string, readonly Row[]])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) listOf(groups, String(row[name])).push(row);
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

const countsBy = (rows: readonly Row[], name: string): object[] =>
  groupsOf(rows, name).map(([value, own]) => ({ [name]: value, count: own.length }));
