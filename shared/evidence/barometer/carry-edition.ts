import {
  EDITION_FIGURES,
  type EditionCell,
  type EditionFigures,
  type PlatformKind,
} from './edition.ts';

type Counted = Omit<EditionFigures, 'headline' | 'minimumWage'>;

/**
 * The figures of a definitive edition: those of slips counted again, since withdrawals took effect; all
 * others as the provisional edition has them. Counted again, they would differ by the few reports that
 * were withdrawn in between, and tell what these said.
 */
export function carryEdition(provisional: EditionFigures, counted: Counted): Counted {
  const kinds = new Set<PlatformKind>(
    [...provisional.kinds, ...counted.kinds].map(({ kind }) => kind),
  );
  return {
    ...counted,
    members: provisional.members,
    incidents: provisional.incidents,
    all: carryCell(provisional.all, counted.all),
    kinds: [...kinds]
      .toSorted()
      .map((kind) => ({ kind, ...carryCell(cellOf(provisional, kind), cellOf(counted, kind)) }))
      .filter((cell) => EDITION_FIGURES.some((name) => cell[name] !== null)),
  };
}

const EMPTY: EditionCell = {
  hourly: null,
  unpaidRuns: null,
  delay: null,
  notPaid: null,
  refusals: null,
};

function cellOf({ kinds }: Counted, kind: PlatformKind): EditionCell {
  return kinds.find((one) => one.kind === kind) ?? EMPTY;
}

function carryCell(provisional: EditionCell, counted: EditionCell): EditionCell {
  const { hourly, unpaidRuns, refusals } = provisional;
  return { ...counted, hourly, unpaidRuns, refusals };
}
