import * as rule from '#shared/evidence/campaign-constants.ts';
import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');
const members = (n: number): string => count(n, 'member', 'members');
const accounts = (n: number): string => count(n, 'account', 'accounts');

export const campaigns: Messages['campaigns'] = {
  title: 'What is out of the ordinary',
  say: 'The site looks for posts that come in series. Nothing is deleted.',
  windows: { week: 'one week', fortnight: 'two weeks', month: 'one month' },
  months: (first, last) => (first === last ? `in ${first}` : `between ${first} and ${last}`),
  says: { praise: 'say good things', blame: 'say bad things' },
  burst: (n, say, window) => `Within ${window}, ${members(n)} ${say}.`,
  usual: (n, when) => `That was ${when}. Usually it is about ${n}.`,
  cohort: (n, say, window) =>
    `Within ${window}, ${accounts(n)} under ${rule.YOUNG_ACCOUNT_DAYS}\u00a0days old ${say}.`,
  cohortShare: (share, usual) =>
    `These young accounts are ${share} of those voices, against ${usual} usually.`,
  contradiction: (opposite, witnesses) =>
    `At the same time ${opposite} of ${witnesses} trusted members say the opposite.`,
  noContradiction: 'They count like all others. Too few trusted members say the opposite.',
  suspects: (n) => `${n} of these accounts do not count for now.`,
  fewSuspects: 'Some of these accounts do not count for now.',
  lockstep: (n, voices) =>
    `${accounts(n)} post at the same times about the same platforms. They count as ${count(voices, 'voice', 'voices')}.`,
  fewInLockstep:
    'A few accounts post at the same times about the same platforms. They count as one voice.',
  unproven: (share, n, when) =>
    `Without proof, ${share} of ${members(n)} say good things, ${when}.`,
  proven: (share, n) => `With a proof, it is ${share} of ${members(n)}.`,
  effect: 'What it changes',
  without: 'Without these accounts',
  with: 'With these accounts',
  chances: (mean) => `${mean} chances out of 100`,
  noChances: 'too little evidence',
  kept: 'These posts stay visible and are marked.',
  rule: 'How the site finds such series',
  history: 'All that was found',
  historyNone: 'Nothing was found.',
  states: {
    open: 'Going on',
    lifted: 'Lifted by a decision',
    ended: 'Ended',
  },

  decision: {
    kinds: { 'lift-finding': 'Finding lifted', 'restore-finding': 'Finding restored' },
    open: {
      'lift-finding': 'Propose to lift this finding',
      'restore-finding': 'Propose to restore this finding',
    },
    rule: 'Rule',
    rules: {
      'known-cause': 'A public fact explains that so many came',
      'real-members': 'These accounts really are different people',
      'wrong-count': 'The count is wrong',
      'restored-by-mistake': 'It had been restored by mistake',
      'lifted-by-mistake': 'It had been lifted by mistake',
      'new-facts': 'New facts are known',
    },
    reason: 'Reason',
    reasonHint: 'What shows it, in a sentence or two. It will be public.',
  },

  card: 'Does not count for now',
  proof: 'This post does not count for now. It is part of an unusual series.',
  why: 'See why',

  bought: {
    title: 'Bought posts',
    praise: (n) =>
      n < 2
        ? '1\u00a0member reports a task that pays for saying good things.'
        : `${members(n)} report a task that pays for saying good things.`,
    blame: (n) =>
      n < 2
        ? '1\u00a0member reports a task that pays for saying bad things.'
        : `${members(n)} report a task that pays for saying bad things.`,
    outside: 'This does not enter the standing.',
    see: 'See these tasks',
    report: 'Report a task that pays for posts here',
  },

  method: {
    title: 'Posts that come in series',
    points: [
      'The site counts who says the same within a week, two, or a month.',
      'It is a series when chance brings so many less than once in 10,000.',
      `It compares with the ${rule.BURST_BASE_WEEKS}\u00a0weeks before, on the same platform. A series alone has no effect.`,
      `An account is young when it posts in its first ${rule.YOUNG_ACCOUNT_DAYS}\u00a0days.`,
      'Such a series no longer counts when trusted members say the opposite.',
      'Trusted are established members, and those whose proof two others confirmed.',
      `It takes ${rule.PUBLISHED_MIN_MEMBERS}, and three quarters of those who speak at that time.`,
      'A late payment speaks against the platform. So a true scandal keeps its weight.',
      'An account that became established, or whose proof was confirmed, counts again.',
      `Accounts that post together about ${rule.LOCKSTEP_MIN_PLATFORMS}\u00a0platforms count as one voice.`,
      `Together means within ${rule.LOCKSTEP_DAYS}\u00a0days, in the same direction, on several occasions.`,
      'The gap between posts with and without proof is said, without effect.',
      'The count reads the days of posts, which stay private. Its result is public.',
      'All is done anew each day. What no longer holds ends.',
      'A moderator can propose to lift a finding. A second person has to agree.',
    ],
  },
};
