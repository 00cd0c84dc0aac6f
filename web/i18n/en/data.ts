import { counter } from '#web/i18n/count.ts';
import type { Messages } from '#web/i18n/fr.ts';

const count = counter('en');

export const data: Messages['data'] = {
  title: 'Data',
  say: 'All that is public here, to take away. Every day, as files.',
  description: 'Download all that is public on this site, verify it, make another site of it.',
  why: [
    'Should this site go wrong, its members leave with everything but the passwords.',
    'Researchers, unions and tools find the same figures as the pages.',
  ],
  download: 'Download',
  archives: {
    figures: 'The figures: tables, without any person',
    whole: 'Everything: rows, pictures, record and figures',
  },
  of: (day) => `Dump of ${day}`,
  former: (day) => `The dump before, of ${day}`,
  formerSay: 'It stays one more day, for downloads that have begun.',
  columns: {
    file: 'File',
    what: 'Contents',
    size: 'Size',
    licence: 'Licence',
    rows: 'Rows',
    files: 'Files',
  },
  sizes: { bytes: 'B', kilo: 'kB', mega: 'MB', giga: 'GB' },
  hash: 'SHA-256',
  resume: 'To go on after the line broke:',
  single: 'Each file can be downloaded by itself too. The whole list:',
  manifest: 'all files, with their hashes',
  latest: 'An address that always leads to the latest dump:',
  none: 'The first dump is not written yet. Come back tomorrow.',
  off: 'This site publishes no daily dump. The API gives the same data.',

  inside: 'What is in it',
  folders: {
    figures: 'Standings, ranking, hourly rates, pay-outs and what each weighs.',
    whole: 'Every public row, one JSON object a line.',
    images: 'The pictures, named by their content.',
    record: 'The signed record, as a mirror keeps it.',
    '': 'Notes, licences, and the list of what was taken back.',
  },
  filesOf: (n, size) => `${count(n, 'file', 'files')}, ${size}`,
  tables: 'The tables, one by one',
  record: (n, size) =>
    n === 0 ? 'Nothing was signed yet.' : `It agrees with the record at ${size} acts.`,

  missing: 'What is not in it',
  missingSay: [
    'No account, no password, no private message.',
    'No exact amount, no exact day of evidence.',
    'No link from evidence to a pseudonym, unless its author signed.',
  ],
  young: (days) =>
    `Neither texts nor pictures under ${days} days old: their authors may still take them back.`,
  erased: 'What is taken back later is missing from the next dump on.',
  erasures: 'Who keeps an older dump has to erase there what erasures.jsonl lists.',

  licences: 'Licences',
  licenceSay: [
    'Figures: ODbL 1.0. Name Contrenote, and keep open what you make of them.',
    'Texts and pictures: CC BY-SA 4.0. Name the members of Contrenote.',
    'These are statements of members, not a representative sample.',
  ],

  verify: 'Verify',
  verifySay: 'One file, which needs only Node, computes the whole record anew.',
  fork: 'Make another site of it',
  forkSay: [
    'Unpack the archive of everything, then import it into an empty site.',
    'Its figures, its pages and the check of its record will be the same.',
  ],
  dayForm: 'YYYY-MM-DD',
  links: { api: 'The API, for one question at a time', record: 'The public record' },
};
