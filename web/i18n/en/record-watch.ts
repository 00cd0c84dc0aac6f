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
      'It cites what you had seen. Recent acts may be missing.',
    ],
    'new-key': [
      'The key that signs the public record has changed.',
      'The former key confirmed it. You need do nothing.',
    ],
  },
  record: 'See the public record',
  read: 'I have read this',
};
