import type { Messages } from '#web/i18n/fr.ts';

export const replies: Messages['replies'] = {
  section: 'Replies',
  say: 'By who is named here. A reply changes no figure.',
  label: (name) => `Reply by ${name}, not verified`,
  published: (day) => `published on ${day}`,
  invite: 'You are named here? Reply, for free and without an account.',

  form: {
    title: (name) => `Reply: ${name}`,
    noneTitle: 'Reply',
    none: 'Open the page that names you. The link to reply is at its end.',
    platforms: 'The platforms',
    clients: 'The clients',
    intro: [
      'You are named or described on this page?',
      'Your reply will be shown there, for free.',
      'A moderator reads it before, within three days.',
      'It changes neither the standing, nor the rating, nor any figure.',
    ],
    page: 'The page:',
    signedAs: 'Who replies',
    signedAsHint: 'A company or a role. It will be shown with the reply.',
    text: 'Your reply',
    textHint: 'Reply to what is said of you. Name nobody else.',
    email: 'E-mail',
    emailHint: 'Never shown, and encrypted. The operator can write to you there.',
    entitled: 'I am the person or company named, or I speak for it.',
    submit: 'Send the reply',
    notice: 'A passage is illegal? Report it',
  },

  status: {
    title: 'Where your reply stands',
    number: 'Number',
    keep: 'Keep the address of this page: it says where the reply stands.',
    received: (day) => `Received on ${day}.`,
    waiting: (day) => `A moderator reads it by ${day}.`,
    late: 'That day has passed. Write to the contact in the legal notice.',
    published: (day) => `Published on ${day}.`,
    see: 'See the page',
    refused: (day) => `Refused on ${day}.`,
    rule: 'Rule',
    again: 'You can write another one.',
    write: 'Write another reply',
    contest: 'You can contest this refusal with the contact.',
  },

  queue: {
    title: 'Replies to read',
    say: 'Each reply must be read within three days.',
    moderators: 'Only moderators read replies before they are published.',
    waiting: (n) =>
      n === 0 ? 'No reply is waiting.' : n === 1 ? 'One reply waits.' : `${n} replies wait.`,
    from: (name) => `signed ${name}`,
    days: (n) => (n === 0 ? 'received today' : `waiting for ${n} day${n > 1 ? 's' : ''}`),
    late: 'late',
    decision: 'What to do?',
    decisions: { publish: 'Publish', refuse: 'Refuse' },
    rule: 'Rule, for a refusal',
    noRule: 'Choose a rule',
    reason: 'Reason, for a refusal',
    reasonHint: 'The author reads it. It is public, your name is not.',
    decide: 'Decide',
    alone: 'You decide alone. A published reply binds its author only.',
  },

  done: {
    sent: 'Your reply has arrived.',
    decided: 'It is decided.',
  },
};
