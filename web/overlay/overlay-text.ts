import type { Language } from '#shared/core/languages.ts';
import type { LookupPlatform, RunningBoycott } from '#shared/site/lookup.ts';

type State = LookupPlatform['standing']['state'];

/** The overlay's sentences; a test compares its names of standings with the site's. */
const fr = {
  states: {
    closed: 'Fermé',
    unknown: 'Trop peu de preuves',
    'not-paying': 'Ne paie pas',
    doubtful: 'Douteux',
    reliable: 'Sérieux',
    promising: 'Semble payer',
  } satisfies Record<State, string>,
  perHour: (amount: string) => `${amount}/h`,
  noHourly: '€/h inconnu',
  delay: (days: number) => `payé en ${days}\u00a0j`,
  waiting: (count: number) => (count > 1 ? `${count} attendent` : `${count} attend`),
  refused: (share: string) => `refus\u00a0: ${share}`,
  withoutReason: (share: string) => `sans raison\u00a0: ${share}`,
  members: (count: number) => (count > 1 ? `d’après ${count} membres` : `d’après ${count} membre`),
  marks: { communication: 'dialogue', pay: 'paie', fairness: 'équité', speed: 'rapidité' },
  outOf: (mark: string) => `${mark} sur 5`,
  unknownClient: 'Personne n’a encore parlé de ce client. Soyez la première personne.',
  boycotts: {
    on: (title: string) => `Boycott en cours\u00a0: ${title}`,
    pledging: (title: string) => `Boycott, on peut s’y engager\u00a0: ${title}`,
    debated: (title: string) => `Boycott en débat\u00a0: ${title}`,
  } satisfies Record<RunningBoycott['state'], (title: string) => string>,
  hide: 'Masquer une semaine',
  page: 'Voir la page sur Contrenote',
};

const en: typeof fr = {
  states: {
    closed: 'Closed',
    unknown: 'Too little evidence',
    'not-paying': 'Does not pay',
    doubtful: 'Doubtful',
    reliable: 'Reliable',
    promising: 'Seems to pay',
  },
  perHour: (amount) => `${amount}/h`,
  noHourly: '€/h unknown',
  delay: (days) => `paid in ${days}\u00a0d`,
  waiting: (count) => (count > 1 ? `${count} wait` : `${count} waits`),
  refused: (share) => `refused: ${share}`,
  withoutReason: (share) => `without a reason: ${share}`,
  members: (count) => (count > 1 ? `says ${count} members` : `says ${count} member`),
  marks: { communication: 'communication', pay: 'pay', fairness: 'fairness', speed: 'speed' },
  outOf: (mark) => `${mark} out of 5`,
  unknownClient: 'Nobody has told of this client yet. Be the first.',
  boycotts: {
    on: (title) => `Boycott on now: ${title}`,
    pledging: (title) => `Boycott, open for pledges: ${title}`,
    debated: (title) => `Boycott being debated: ${title}`,
  },
  hide: 'Hide for a week',
  page: 'See the page on Contrenote',
};

export const OVERLAY_WORDS: Record<Language, typeof fr> = { fr, en };
export type OverlayWords = typeof fr;
