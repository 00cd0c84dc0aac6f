import { counter } from '#web/i18n/count.ts';
import type { Messages } from '#web/i18n/fr.ts';

const count = counter('en');

export const search: Messages['search'] = {
  title: 'Search',
  resultsTitle: (typed) => `“${typed}”`,
  say: 'Platforms, clients, tasks, proofs, threads and posts.',
  label: 'What are you looking for?',
  button: 'Search',
  everything: (typed) => `Search everything for “${typed}”`,

  filters: 'Narrow down',
  filtersActive: (n) => `Narrow down (${count(n, 'filter', 'filters')})`,
  kind: 'Only',
  any: 'Everything',
  kinds: {
    platform: 'Platforms',
    client: 'Clients',
    task: 'Tasks',
    proof: 'Proofs',
    boycott: 'Boycotts',
    thread: 'Threads',
    post: 'Posts of the forum',
  },
  platform: 'Platform',
  member: 'Written by',
  memberHint: 'A pseudonym.',
  from: 'From',
  to: 'Until',
  apply: 'Search',
  clear: 'Remove the filters',
  ignored: (names) => `Left aside, since it cannot be read: ${names}.`,
  unknownPlatform: (name) => `No platform is called “${name}”.`,
  unknownMember: (name) => `No member is called “${name}”.`,
  backwards: 'The end comes before the start. The end is left aside.',
  tooLong: (limit) => `That is too long. A search has at most ${limit} characters.`,

  found: (n, more) =>
    more
      ? `${count(n, 'message', 'messages')} among the newest`
      : count(n, 'message fits', 'messages fit'),
  older: 'For older ones, choose dates.',
  pageOf: (page, pages) => `page ${page} of ${pages}`,
  posts: 'In the forum',
  kindOf: { thread: 'Thread', post: 'Reply', client: 'Client', boycott: 'Boycott' },
  about: (platform) => `about ${platform}`,
  on: (day) => `on ${day}`,
  states: {
    received: 'received',
    waiting: 'awaited',
    refused: 'refused',
    'given-up': 'given up',
  },
  alsoKnownAs: (name) => `also “${name}”`,
  asked: (month) => `asked in ${month}`,
  allPlatforms: 'All platforms',

  meant: 'Did you mean',
  questionMark: '?',
  nothingFor: (typed) => `Nothing for “${typed}”.`,
  instead: (suggestion) => `Here are the messages with “${suggestion}”.`,
  empty: 'Type a word or two.',
  emptySay: 'Accents and plurals do not matter.',
  tips: [
    { example: '"too late"', says: 'the words in this order' },
    { example: 'transfer -paypal', says: 'without a word' },
  ],
  common: 'These words are everywhere.',
  commonSay: 'Add a more precise word.',
  noneRecent: (typed) => `Nothing recent about “${typed}”.`,
  none: (typed) => `Nobody has spoken of “${typed}” yet.`,
  noneNarrow: (typed) => `Nothing with these filters for “${typed}”.`,
  noneSay: 'Try another word, or ask the question.',
  ask: 'Ask the question',
};
