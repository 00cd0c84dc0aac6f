/** Messages of findings for the operators of witnesses and mirrors. */
export const FINDING_MESSAGES = {
  first: 'Seen for the first time.',
  same: 'Nothing new.',
  grown: 'Grown, and consistent with what was seen before.',
  renewed: 'A new log, which begins with all that was seen before: a backup was restored.',
  restored:
    'ALARM: a new log, which lacks acts that were seen before. The site says that a backup was restored.',
  'new-key': 'A new key, which the former one named.',
  'unconfirmed-key': 'ALARM: another key, which the former one did not name.',
  forked: 'ALARM: the record was rewritten: it does not begin with what was seen before.',
  shrunk: 'ALARM: the record has fewer acts than were seen before.',
  unsigned: 'ALARM: the checkpoint is not signed by the key of the log.',
} as const;
