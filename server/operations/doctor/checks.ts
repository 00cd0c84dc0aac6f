import { addDays, daysBetween, type Day } from '#shared/core/days.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import type { Finding, FindingState } from './findings.ts';

const GB = 1024 ** 3;

/** End of security support for each Node version (the Node.js release schedule). */
const NODE_ENDS: Readonly<Record<string, Day>> = {
  20: '2026-04-30',
  22: '2027-04-30',
  24: '2028-04-30',
};
const BEST_NODE = 24;
const NODE_WARNING_DAYS = 60;
const TABLE_MONTHS = 14;
/** Currencies with a fixed rate to the euro (the CFA francs since 1999), which do not become outdated. */
const FIXED_TO_EURO: ReadonlySet<string> = new Set(['EUR', 'XOF', 'XAF']);

/** Checks whether this Node version still gets security fixes. */
export function checkNodeVersion(version: string, today: Day): Finding {
  const about = 'Node';
  const [major = ''] = version.split('.');
  const ends = NODE_ENDS[major];
  const take = `Take Node ${BEST_NODE}, then npm start.`;
  if (Number(major) > BEST_NODE) return { about, state: 'fine', say: `${version}.` };
  if (ends === undefined) {
    return { about, state: 'bad', say: `${version} gets no security fixes. ${take}` };
  }
  if (ends < today) {
    return {
      about,
      state: 'look',
      say: `${version} gets no security fixes since ${ends}. ${take}`,
    };
  }
  const soon = daysBetween(today, ends) < NODE_WARNING_DAYS;
  return {
    about,
    state: soon ? 'look' : 'fine',
    say: `${version}, with security fixes until ${ends}.${soon ? ` ${take}` : ''}`,
  };
}

export type OutdatedPackage = {
  readonly name: string;
  readonly current: string;
  readonly latest: string;
};

/** Whether a version is a prerelease, or a build identified by its commit. */
const isUnfinished = (version: string): boolean => version.includes('-');
/** Drops the long commit hash from a version. */
const shorten = (version: string): string => version.replace(/[.+-][\da-f]{12,}$/, '');

/** Checks for packages with a newer version; null where the registry did not answer. */
export function checkPackages(outdated: readonly OutdatedPackage[] | null): Finding {
  const about = 'Packages';
  if (outdated === null) {
    return { about, state: 'unknown', say: 'the registry could not be asked. Try npm outdated.' };
  }
  const newer = outdated.filter(
    ({ current, latest }) => isUnfinished(current) || !isUnfinished(latest),
  );
  const majorOf = (version: string): string => version.split('.')[0] ?? '';
  const behind = newer.filter(({ current, latest }) => majorOf(current) !== majorOf(latest));
  const names = behind.map(
    ({ name, current, latest }) => `${name} ${shorten(current)} (${shorten(latest)})`,
  );
  const have = newer.length === 1 ? '1 has a newer version' : `${newer.length} have newer versions`;
  return {
    about,
    state: behind.length > 0 ? 'look' : 'fine',
    say:
      names.length > 0
        ? `${have}, ${names.length === newer.length ? '' : 'these '}by more than a step: ${names.join(', ')}.`
        : `${have}, none by more than a step.`,
  };
}

/**
 * Finds reference data older than fourteen months. A minimum wage can stay valid for that long: its
 * month is when it took effect.
 */
export function checkReferenceTables({ wages, rates }: ReferenceData, today: Day): Finding[] {
  const oldest = addDays(today, -Math.round(TABLE_MONTHS * 30.44)).slice(0, 7);
  const judge = (
    about: string,
    rows: readonly { name: string; asOf: string }[],
    say: { readonly old: (list: string) => string; readonly fine: string },
  ): Finding => {
    const old = rows.filter(({ asOf }) => asOf < oldest).map(({ name, asOf }) => `${name} ${asOf}`);
    return old.length === 0
      ? { about, state: 'fine', say: say.fine }
      : { about, state: 'look', say: say.old(old.join(', ')) };
  };
  return [
    judge(
      'Minimum wages',
      wages.map(({ country, asOf }) => ({ name: country, asOf })),
      {
        old: (list) =>
          `in force for more than ${TABLE_MONTHS} months: ${list}. Where one has changed since, put the new one into DATA_DIR/tables.`,
        fine: `all of ${oldest} or later.`,
      },
    ),
    judge(
      'Exchange rates',
      rates
        .filter(({ currency }) => !FIXED_TO_EURO.has(currency))
        .map(({ currency, asOf }) => ({ name: currency, asOf })),
      {
        old: (list) =>
          `older than ${TABLE_MONTHS} months: ${list}. Put newer ones into DATA_DIR/tables.`,
        fine: `all of ${oldest} or later, or fixed to the euro.`,
      },
    ),
  ];
}

/** Checks free disk space: a backup on the same disk takes about the size of the database. */
export function checkDiskSpace(freeBytes: number, databaseBytes: number | null): Finding {
  const needed = GB + 2 * (databaseBytes ?? 0);
  const state: FindingState = freeBytes < GB / 4 ? 'bad' : freeBytes < needed ? 'look' : 'fine';
  const say = `${(freeBytes / GB).toFixed(1)} GB free beside DATA_DIR.`;
  return { about: 'Disk', state, say: state === 'fine' ? say : `${say} Make room.` };
}
