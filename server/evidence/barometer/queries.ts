import { requireFound } from '#server/core/errors.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { addMonths, monthOf, today } from '#shared/core/days.ts';
import {
  EDITION_FIGURES,
  EDITION_STATES,
  EDITIONS_SHOWN,
  type Edition,
  type EditionFigures,
  type EditionInList,
  type EditionCorrection,
  type EditionResponse,
  type EditionsResponse,
} from '#shared/evidence/barometer/edition.ts';

/** Finds the newest edition of each of the last 24 months, and what was corrected, newest first. */
export async function findEditions(sql: Sql, now: Date): Promise<EditionsResponse> {
  const all = await loadEditions(sql, monthOf(today(now)));
  const newest = newestOfMonths(all).toReversed();
  const errata = newest.map(({ month }) => ({
    month,
    corrections: correctionsOf(all.filter((one) => one.month === month)),
  }));
  return {
    editions: newest.map(listed),
    errata: errata.filter(({ corrections }) => corrections.length > 0),
  };
}

/** Finds all editions, oldest first. */
export function findAllEditions(sql: Sql): Promise<Edition[]> {
  return sql(EDITIONS, ['0000-00', '9999-12']);
}

/**
 * Finds an edition by its id, or the newest one of a month, with the 24 months up to it.
 * @throws AppError not-found where there is none.
 */
export async function findEdition(sql: Sql, name: string): Promise<Omit<EditionResponse, 'press'>> {
  const month = name.slice(0, 'YYYY-MM'.length);
  const editions = await loadEditions(sql, month);
  const ofMonth = editions.filter((one) => one.month === month);
  const edition = requireFound(
    name === month ? newestOfMonths(ofMonth)[0] : ofMonth.find(({ id }) => id === name),
  );
  const [months] = await sql(MONTHS_UNTIL, [month]);
  return {
    edition,
    number: months?.months ?? 0,
    states: ofMonth.map(({ id }) => id),
    history: newestOfMonths(editions).map(listed),
    corrections: correctionsOf(ofMonth),
  };
}

function loadEditions(sql: Sql, month: string): Promise<Edition[]> {
  return sql(EDITIONS, [addMonths(month, 1 - EDITIONS_SHOWN), month]);
}

/** The newest edition of each month, in the order given: definitive ones come first within a month. */
function newestOfMonths(editions: readonly Edition[]): Edition[] {
  return editions.filter(
    ({ month }, nth) => editions.findIndex((one) => one.month === month) === nth,
  );
}

function listed({ figures, ...edition }: Edition): EditionInList {
  const { members, all, headline } = figures;
  return { ...edition, members, all, headline };
}

function correctionsOf(ofMonth: readonly Edition[]): EditionCorrection[] {
  const [definitive, provisional] = EDITION_STATES.toReversed().map(
    (state) => ofMonth.find((one) => one.state === state)?.figures,
  );
  if (definitive === undefined || provisional === undefined) return [];
  return EDITION_FIGURES.map((figure) => ({
    figure,
    provisional: provisional.all[figure]?.value ?? null,
    definitive: definitive.all[figure]?.value ?? null,
  })).filter((one) => one.provisional !== one.definitive);
}

const EDITIONS = statement(
  {
    id: col.text,
    month: col.text,
    state: col.oneOf(EDITION_STATES),
    madeOn: col.text,
    figures: col.json<EditionFigures>(),
  },
  `SELECT id, month, state, made_on::text AS "madeOn", figures FROM barometer_edition
    WHERE month BETWEEN $1 AND $2 ORDER BY month, state`,
);

const MONTHS_UNTIL = statement(
  { months: col.int },
  `SELECT count(DISTINCT month)::int AS months FROM barometer_edition WHERE month <= $1`,
);
