import { counter } from '#web/i18n/count.ts';
import type { Messages } from '#web/i18n/fr.ts';

const count = counter('en');

export const transparency: Messages['transparency'] = {
  title: 'Transparency',
  say: 'What moderation did, in numbers. All of it is computed, none of it chosen.',
  description: 'Flags, decisions, appeals, juries and legal demands, in numbers.',
  links: {
    decisions: 'All decisions',
    queue: 'What waits today',
    demands: 'The legal demands, one by one',
    record: 'The public record',
    csv: 'These numbers as a table (CSV)',
    api: 'These numbers as data (JSON)',
  },
  years: 'Choose a year',
  always: 'Since the beginning',
  counted: (from, to) => `Counted from ${from} to ${to}.`,
  outcomes: 'What became of each act is given as known today.',
  empty: 'Nothing yet.',
  emptySay: 'Nobody flagged, decided or asked for anything.',
  ofAll: (n, share) => `${n} (${share})`,
  none: 'None.',
  columns: { what: 'What', count: 'Number', share: 'Share', month: 'Month' },

  flags: {
    title: 'Flags',
    say: (n, rated) =>
      `${count(n, 'flag', 'flags')}, of which ${rated} on behalf of a party that is rated.`,
    chart: 'Flags, by reason',
    outcomes: 'What became of them',
    states: {
      waiting: 'waits',
      upheld: 'upheld',
      notUpheld: 'not upheld',
      unfounded: 'manifestly unfounded',
    },
    reason: 'Reason',
    messages: (n, suspended, waiting) =>
      `Private messages shown to moderators: ${n}. Writing suspended: ${suspended}. Waiting: ${waiting}.`,
    pauses: (n, now) => `Members kept from flagging for a time: ${n}. Today: ${now}.`,
  },

  cases: {
    title: 'Cases',
    say: (opened, closed) => `${count(opened, 'case opened', 'cases opened')}, ${closed} closed.`,
    withdrawn: (n) => `Of these, closed because the author took it back: ${n}.`,
    waiting: (n, days) =>
      n === 0 || days === null
        ? 'No case waits today.'
        : `${count(n, 'case waits', 'cases wait')} today, the oldest for ${count(days, 'day', 'days')}.`,
    proposed: (n, jury) => `Of these, before a second person: ${n}. Before a jury: ${jury}.`,
    months: 'Cases opened and closed, month by month',
    opened: 'opened',
    closed: 'closed',
    monthColumns: {
      flags: 'Flags',
      opened: 'Cases opened',
      closed: 'Cases closed',
      decisions: 'Decisions',
      appeals: 'Appeals',
    },
    origin: 'Where cases come from',
    kind: 'What they are about',
  },

  times: {
    title: 'Time to a decision',
    say: 'From the opening of a case to the first decision made by people.',
    rows: { all: 'All cases', urgent: 'Urgent cases' },
    columns: {
      which: 'Cases',
      decided: 'Decided',
      median: 'Half within',
      nine: 'Nine in ten within',
    },
    caption: 'Time to a decision, all cases and urgent ones',
    unit: { minutes: 'min', hours: 'h', days: 'd' },
    promised: (inTime, done, late) =>
      `With a promised date: ${inTime} of ${done} in time. Late today: ${late}.`,
    left: 'Cases that still wait are not in it.',
  },

  decisions: {
    title: 'Decisions',
    say: (n) => `${count(n, 'decision', 'decisions')} on what was published.`,
    rule: 'Rule',
    byRule: 'Decisions, by rule',
    measures: {
      hide: 'Hidden',
      remove: 'Removed',
      veil: 'Veiled',
      restore: 'Shown again',
      dismiss: 'Left',
    },
    hands: 'By how many people',
    handRows: {
      alone: 'One moderator alone',
      two: 'Two people',
      jury: 'A jury',
      automated: 'Automated, by time alone',
    },
    handsSay: 'Alone: nothing to do, a veil, or under 20 established members.',
    origin: 'Where decisions come from',
    others: 'Other decisions',
    otherKinds: {
      'close-platform': 'Platform closed',
      'reopen-platform': 'Platform reopened',
      'uphold-check': 'Doubt about a proof upheld',
      'dismiss-check': 'Doubt about a proof dismissed',
      'lift-finding': 'Finding of a campaign lifted',
      'restore-finding': 'Finding of a campaign restored',
      'thread-pin': 'Thread pinned',
      'thread-unpin': 'Thread unpinned',
      'thread-close': 'Thread closed',
      'thread-reopen': 'Thread reopened',
      'thread-move': 'Thread moved',
      'thread-slow': 'Thread slowed',
      'thread-rename': 'Thread renamed',
    },
  },

  veils: {
    title: 'Veils',
    say: (n) => `${count(n, 'veil', 'veils')} of 72 hours, by one moderator alone.`,
    ends: {
      confirmed: 'Confirmed by a second person',
      lifted: 'Lifted by a decision',
      expired: 'Lifted, not confirmed in time',
      open: 'Not ended, or taken back by the author',
    },
  },

  appeals: {
    title: 'Appeals',
    say: (n, author, flagger) =>
      n === 0
        ? 'No appeal.'
        : `${count(n, 'appeal', 'appeals')}: ${author} by authors, ${flagger} by flaggers.`,
    rate: (reversed, decided, share) =>
      `Decision changed: ${reversed} of ${decided} decided (${share}).`,
    noRate: 'None is decided yet.',
    median: (delay) => `Half are decided within ${delay}.`,
    states: {
      upheld: 'Decision stands',
      reversed: 'Decision changed',
      undecided: 'No jury could decide',
      withdrawn: 'Taken back',
      open: 'Waiting',
    },
  },

  juries: {
    title: 'Juries',
    say: (n) => `${count(n, 'jury', 'juries')} called.`,
    states: {
      decided: 'Decided',
      failed: 'Could not decide',
      dropped: 'The case ended meanwhile',
      sitting: 'Sitting',
      waiting: 'Waiting for the draw',
    },
    median: (delay, n) => `Of the ${n} that decided, half did so within ${delay}.`,
    jurors: 'People drawn',
    jurorStates: {
      voted: 'Voted',
      declined: 'Declined',
      silent: 'No answer, replaced',
      passedOver: 'Could not sit',
      open: 'Have yet to answer',
    },
  },

  outside: {
    title: 'From outside',
    say: 'What comes without an account, and what the site promised.',
    parts: {
      inTime: 'Done in time',
      tooLate: 'Done too late',
      waiting: 'Waits, still in time',
      late: 'Waits, late',
    },
    received: {
      notices: (n) => `Notices received: ${n}.`,
      disputes: (n) => `Disputes received: ${n}.`,
      replies: (n) => `Replies received: ${n}.`,
    },
    rows: {
      notices: 'Notices, within 72 hours',
      disputes: 'Disputes, within 7 days',
      replies: 'Replies, within 3 days',
    },
    replies: (published, refused) => `Replies published: ${published}. Refused: ${refused}.`,
    median: (delay) => `Half of the replies are dealt with within ${delay}.`,
    notReasoned: (n) => `Notices closed for want of reasons: ${n}.`,
    kept: 'Notices and refused replies are deleted after a year. What was received stays in the record.',
  },

  demands: {
    title: 'Legal demands',
    say: (n) => (n === 0 ? 'No demand.' : `${count(n, 'demand', 'demands')}.`),
    withheld: (n) => `Of these, kept secret by a court: ${n}.`,
    columns: { sender: 'From', asks: 'About', outcome: 'Outcome', count: 'Number' },
  },

  roles: {
    title: 'Moderators',
    say: (n) => `${count(n, 'moderator', 'moderators')} today, named for six months.`,
    left: (n) => `No longer: ${n}.`,
    caption: 'Moderators in office',
    columns: { handle: 'Public code', since: 'Since', until: 'Until' },
    unnamed: 'no code yet',
  },
};
