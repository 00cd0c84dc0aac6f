import type { FlagReason } from '#shared/governance/cases.ts';
import type { Messages } from '#web/i18n/fr.ts';

export const reasons: Record<FlagReason, string> = {
  'personal-data': 'Personal data',
  threat: 'A threat',
  illegal: 'It is manifestly illegal',
  insult: 'An insult, or harassment',
  invented: 'It is made up',
  'two-accounts': 'Written with two accounts',
  'paid-for': 'Asked or paid for, without saying so',
  advertising: 'Advertising',
  picture: 'A picture that is false, or from elsewhere',
};

export const flag: Messages['moderation']['flag'] = {
  link: 'Flag',
  title: 'Flag to the moderators',
  none: 'Open what you want to flag. The link is beside it.',
  about: {
    post: 'You are flagging a forum post.',
    payout: 'You are flagging a pay-out.',
    incident: 'You are flagging an incident.',
    review: 'You are flagging a review of a platform.',
    'client-review': 'You are flagging a review of a client.',
    'task-report': 'You are flagging a task report.',
    guess: 'You are flagging a guess about a client.',
    reply: 'You are flagging a reply.',
    boycott: 'You are flagging the text of a boycott.',
  },
  what: [
    'A flag hides nothing. People read, then decide.',
    'The author learns what is decided, never who flagged.',
    'You learn what is decided too, in your inbox.',
  ],
  settled: 'A decision answered the reasons that are missing here.',
  reason: 'What is wrong',
  sentence: 'What you see',
  sentenceHint: 'One sentence. Only those who decide read it.',
  ratedParty: 'I speak for whoever is rated or named here.',
  ratedPartyHint: 'You are welcome. Those who decide will know.',
  send: 'Flag',
  own: 'It is yours. You can change it or take it back.',
  mine: (reason) => `You flagged it: ${reason}.`,
  next: 'Your inbox will say what is decided.',
  paused: (day) => `You can flag again on ${day}.`,
  pausedWhy: (unfounded, flags) =>
    `${unfounded} of your last ${flags} flags were manifestly unfounded.`,
  rules: 'The rules of the site',
  notice: 'Report without an account, or by law',
};
