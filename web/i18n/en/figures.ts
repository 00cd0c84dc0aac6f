import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');

export const figures: Messages['figures'] = {
  asOf: {
    title: (question, day) => `${question} (as of ${day})`,
    band: (day) => `As of ${day}`,
    missing: (day) => `Nothing is kept for ${day}`,
    today: 'see today',
    first: 'The first figures that are kept are those of',
    why: 'Why this standing',
    week: 'These figures are kept once a week, on Monday at midnight UTC.',
    kept: 'What was withdrawn or hidden later is still counted here.',
    lists: 'Evidence and reviews are read on the page of today only.',
  },
  cite: {
    title: 'Cite these figures',
    say: (day) => `This address will always show the figures as of ${day}.`,
    soon: 'The first figures to cite will be those of next Monday.',
    ends: 'Figures are kept once a week, not every day: from one day to the next, one would see when a pay-out was published, and might guess by whom.',
    sheet: 'The sheet to print, on one page',
  },
  sheet: {
    title: (name) => `${name}: the sheet`,
    back: 'The page of the platform',
    print: 'This sheet prints on one page of A4.',
    on: (day) => `Figures as of ${day}`,
    why: 'Why this standing',
    refused: (share, members) =>
      `${share} of the tasks judged are refused, according to ${count(members, 'member', 'members')}.`,
    period: (day) =>
      `Share that arrived and delays: twelve months up to ${day}. Other counts: since the beginning.`,
    method: 'Method',
    methods: [
      'Members state their pay-outs, with or without a screenshot.',
      'A public rule computes the standing: recent and established evidence weighs more.',
      'Amounts are rounded, and anybody can compute it all again.',
    ],
    undated: 'Address',
    address: 'Dated address',
    licence: 'Licence',
    odbl: 'ODbL 1.0. Cite: Contrenote, with the dated address.',
    record: 'Public record, when this was printed',
    checkpoint: (origin, size, moment) => `${origin}, ${size} acts, signed on ${moment}.`,
    qr: 'The dated address as a QR code',
  },
};
