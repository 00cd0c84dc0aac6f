import { endOfMonth, monthNumber, type Day } from '#shared/core/days.ts';
import { computeSlipCell } from '#shared/evidence/barometer/compute-edition.ts';
import {
  SLIP_FIGURE_NAMES,
  type Edition,
  type EditionCell,
  type EditionFigures,
} from '#shared/evidence/barometer/edition.ts';
import { headlineOf } from '#shared/evidence/barometer/headline.ts';
import type { ReleasedSlip } from '#shared/directory/slip-figures.ts';
import type { SlipsByPlatform } from './check-weeks.ts';
import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import { isAsComputed, textOf, type FigureCounts, type RowCheck } from './row-check.ts';

/** Checks that each edition of the barometer was recorded once: another leaf would excuse a change. */
export function checkEditionLeaves(leaves: LeavesBySubject): RowCheck {
  const faults: Fault[] = [];
  return {
    reads: {
      'barometer-editions': ({ id }) => {
        const name = `edition/${textOf(id)}`;
        if ([...leaves.leavesOf(name)].length > 1) faults.push({ code: 'edition-restated', name });
      },
    },
    faults: () => faults,
  };
}

/**
 * Computes the figures of slips of each edition again, its numbers of slips and platforms, and its
 * headline from the figures of the months that it is compared with. Counts those of which slips were
 * withdrawn since.
 * @param monthOfChange as in `checkWeeks`.
 */
export function checkEditions(
  slips: SlipsByPlatform,
  monthOfChange: (list: string) => number | null,
  counts: FigureCounts,
): RowCheck {
  const kinds = new Map<string, string>();
  const kindChanges: Day[] = [];
  const editions: Edition[] = [];
  const check = ({ id, month, madeOn, figures }: Edition): Fault[] => {
    const [first, last] = [`${month}-01`, endOfMonth(month)];
    const own = [...slips].flatMap(([platform, all]) =>
      all
        .filter(({ monday, solicited }) => !solicited && monday >= first && monday <= last)
        .map((slip) => ({ ...slip, platform })),
    );
    const changed = [...slips].some(([platform, all]) =>
      all.some(
        ({ monday }) =>
          monday >= first &&
          monday <= last &&
          (monthOfChange(`${platform}-${monday}`) ?? 0) >= monthNumber(madeOn),
      ),
    );
    const wrong = hasOtherHeadline(month, figures, editions) ? ['headline'] : [];
    if (changed) counts.withdrawn += 1;
    else {
      counts.compared += 1;
      if (figures.slips !== own.length) wrong.push('slips');
      if (figures.platforms !== new Set(own.map(({ platform }) => platform)).size)
        wrong.push('platforms');
      wrong.push(...wrongFigures('all', figures.all, own));
      for (const cell of kindChanges.some((day) => day >= madeOn) ? [] : figures.kinds) {
        const ofKind = own.filter(({ platform }) => kinds.get(platform) === cell.kind);
        wrong.push(...wrongFigures(cell.kind, cell, ofKind));
      }
    }
    return wrong.length === 0
      ? []
      : [{ code: 'figure-wrong', name: `edition/${id}`, detail: wrong.join(', ') }];
  };
  return {
    reads: {
      platforms: ({ id, activity }) => kinds.set(textOf(id), textOf(activity)),
      'platform-corrections': ({ field, on }) => {
        if (field === 'activity') kindChanges.push(textOf(on));
      },
      'barometer-editions': (row) => editions.push(row as unknown as Edition),
    },
    faults: () => editions.flatMap(check),
  };
}

/** Names the figures of slips of a cell that its slips do not give; those left out tell nothing. */
function wrongFigures(name: string, cell: EditionCell, slips: readonly ReleasedSlip[]): string[] {
  const computed = computeSlipCell(slips);
  return SLIP_FIGURE_NAMES.filter((figure) => {
    const shown = cell[figure];
    if (shown === null) return false;
    const { value, low, high } = shown;
    return !isAsComputed({ value, low, high }, computed[figure]);
  }).map((figure) => `${name}.${figure}`);
}

/** Whether a headline follows from no edition of the months that it may be compared with. */
function hasOtherHeadline(
  month: string,
  { all, headline }: EditionFigures,
  editions: readonly Edition[],
): boolean {
  const cells = (state: string) => (since: string) =>
    editions.find((one) => one.month === since && one.state === state)?.figures.all ?? null;
  const [provisional, definitive] = [cells('provisional'), cells('definitive')];
  return ![
    (since: string) => definitive(since) ?? provisional(since),
    (since: string) => provisional(since) ?? definitive(since),
  ].some((before) => isAsComputed(headline, headlineOf(month, all, before)));
}
