import { between, chanceOf, invent, pick, type Chance, type Invented } from '../invent.ts';
import { labelsOf, type Labels, type ScreenLanguage } from './labels.ts';
import type { People } from './people.ts';

/** What a wild screen must hide, and what it must leave readable. */
export const HIDDEN_KINDS = [
  'name',
  'address',
  'code',
  'handle',
  'iban',
  'card',
  'email',
  'phone',
  'identifier',
] as const;
export type WildKind = (typeof HIDDEN_KINDS)[number] | 'platform' | 'state';

/** Everything that one wild screen shows. */
export type Facts = {
  chance: Chance;
  language: ScreenLanguage;
  labels: Labels;
  data: Invented;
  me: string;
  others: string[];
  address: readonly string[];
  handle: string;
  code: string;
  platform: string;
  states: readonly string[];
};

const PLATFORMS = ['Microtally', 'TaskHive', 'Clickwage', 'Sondagium', 'Piecemeal', 'Remotia'];
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

export function factsOf(seed: number, language: ScreenLanguage, people: People): Facts {
  const chance = chanceOf(seed);
  const labels = labelsOf(language);
  const name = (): string => {
    const [first, last] = pick(chance, people.names);
    const words = [pick(chance, first), pick(chance, last)];
    const styles = [words, words, words.toReversed(), [words[0], words[1]?.toUpperCase()]];
    return pick(chance, styles).join(' ').replaceAll('_', ' ');
  };
  return {
    chance,
    language,
    labels,
    data: invent(chance),
    me: name(),
    others: Array.from({ length: 5 }, name),
    address: pick(chance, people.addresses),
    handle: pick(chance, people.handles),
    code: people.codes === undefined ? inventCode(chance) : pick(chance, people.codes),
    platform: pick(chance, people.platforms ?? PLATFORMS),
    states: people.states?.[language] ?? [labels.completed, labels.pending, labels.received],
  };
}

/** A gift code: letters alone, digits alone or both, in groups or in one piece. */
function inventCode(chance: Chance): string {
  const alphabet = pick(chance, [
    LETTERS,
    `${LETTERS}23456789`,
    `${LETTERS}23456789`,
    '0123456789',
  ]);
  const [groups, size] = pick(chance, [
    [3, 4],
    [4, 4],
    [5, 5],
    [1, 12],
    [2, 6],
    [3, 5],
  ] as const);
  const group = () =>
    Array.from({ length: size }, () => alphabet[between(chance, 0, alphabet.length - 1)]).join('');
  return Array.from({ length: groups }, group).join(pick(chance, ['-', '-', ' ']));
}

export function mark(kind: WildKind, text: string): string {
  return `<span data-truth="${kind}">${text}</span>`;
}

export function money({ chance, language }: Facts): string {
  const amount = (between(chance, 305, 184_999) / 100).toFixed(2);
  return language === 'en'
    ? pick(chance, [`$${amount}`, `€${amount}`])
    : `${amount.replace('.', ',')} €`;
}

export function day({ chance, language }: Facts): string {
  const [dd, mm] = [between(chance, 1, 28), between(chance, 1, 12)].map((part) =>
    String(part).padStart(2, '0'),
  );
  return language === 'en'
    ? `2026-${mm}-${dd}`
    : language === 'de' || language === 'ru'
      ? `${dd}.${mm}.2026`
      : `${dd}/${mm}/2026`;
}
