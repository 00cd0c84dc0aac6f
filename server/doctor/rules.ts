import { addDays, daysBetween, type Day } from '#shared/days.ts';
import type { Tables } from '#shared/tables.ts';
import type { Finding, State } from './findings.ts';

const GB = 1024 ** 3;

/** Until when a version of Node gets security fixes (the release schedule of Node.js). */
const NODE_ENDS: Readonly<Record<string, Day>> = {
  20: '2026-04-30',
  22: '2027-04-30',
  24: '2028-04-30',
};
const BEST_NODE = 24;
const NODE_WARNING_DAYS = 60;
const TABLE_MONTHS = 14;

/** Whether this version of Node still gets security fixes. */
export function judgeNode(version: string, today: Day): Finding {
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

export type Outdated = { readonly name: string; readonly current: string; readonly latest: string };

/** Packages that have a newer version; null where the registry could not be asked. */
export function judgePackages(outdated: readonly Outdated[] | null): Finding {
  const about = 'Packages';
  if (outdated === null) {
    return { about, state: 'unknown', say: 'the registry could not be asked. Try npm outdated.' };
  }
  const majorOf = (version: string): string => version.split('.')[0] ?? '';
  const behind = outdated.filter(({ current, latest }) => majorOf(current) !== majorOf(latest));
  const names = behind.map(({ name, current, latest }) => `${name} ${current} (${latest})`);
  return {
    about,
    state: behind.length > 0 ? 'look' : 'fine',
    say:
      names.length > 0
        ? `${outdated.length} have newer versions, these by more than a step: ${names.join(', ')}.`
        : `${outdated.length} have newer versions, none by more than a step.`,
  };
}

/** What of the dated tables is older than fourteen months. */
export function judgeTables({ wages, rates }: Tables, today: Day): Finding[] {
  const oldest = addDays(today, -Math.round(TABLE_MONTHS * 30.44)).slice(0, 7);
  const judge = (about: string, rows: readonly { name: string; asOf: string }[]): Finding => {
    const old = rows.filter(({ asOf }) => asOf < oldest).map(({ name, asOf }) => `${name} ${asOf}`);
    return old.length === 0
      ? { about, state: 'fine', say: `all of ${oldest} or later.` }
      : {
          about,
          state: 'look',
          say: `older than ${TABLE_MONTHS} months: ${old.join(', ')}. Put newer ones into DATA_DIR/tables.`,
        };
  };
  return [
    judge(
      'Minimum wages',
      wages.map(({ country, asOf }) => ({ name: country, asOf })),
    ),
    judge(
      'Exchange rates',
      rates.map(({ currency, asOf }) => ({ name: currency, asOf })),
    ),
  ];
}

/** Whether there is room: a backup beside the site takes as much as the database once more. */
export function judgeDisk(freeBytes: number, databaseBytes: number | null): Finding {
  const needed = GB + 2 * (databaseBytes ?? 0);
  const state: State = freeBytes < GB / 4 ? 'bad' : freeBytes < needed ? 'look' : 'fine';
  const say = `${(freeBytes / GB).toFixed(1)} GB free beside DATA_DIR.`;
  return { about: 'Disk', state, say: state === 'fine' ? say : `${say} Make room.` };
}
