import type { recordWatch as fr } from '#web/i18n/fr/record-watch.ts';

/** What the browser says of the public record, where there is something to say. */
export const recordWatch: typeof fr = {
  findings: {
    forked: [
      'The public record was rewritten since your last visit.',
      'Acts that your browser had seen are gone, or not the same.',
      'Tell other members: everybody can check it.',
    ],
    shrunk: [
      'Acts are missing from the public record.',
      'Your browser had seen more of them, and nothing says so.',
      'Tell other members: everybody can check it.',
    ],
    'unconfirmed-key': [
      'The key that signs the public record has changed.',
      'The former key did not confirm it. Ask why in the forum.',
    ],
    unsigned: [
      'The signature of the public record is not valid.',
      'Do not trust it before you have asked why.',
    ],
    renewed: [
      'The public record began anew, for example after a backup was restored.',
      'All that you had seen is there. Newer acts may be missing.',
    ],
    restored: [
      'The public record began anew, and acts that you had seen are gone.',
      'The site says that it restored a backup. Nobody can check that.',
      'Ask in the forum what is missing, and why.',
    ],
    silent: [
      'For a week your browser has not been able to read the public record.',
      'It may be a fault. Open the record, or ask in the forum.',
    ],
    'new-key': [
      'The key that signs the public record has changed.',
      'The former key confirmed it. You need do nothing.',
    ],
  },
  record: 'See the public record',
  read: 'I have read this',
  copy: 'Copy both checkpoints',
  copied: 'Copied. Keep this text: it proves what was found.',
  copyByHand: 'Copy this text and keep it.',
};
