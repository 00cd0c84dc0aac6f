import type { Messages } from '#web/i18n/fr.ts';

/** The keys of organisers, which must sign beside the site's. */
export const boycottOrganisers: Messages['boycotts']['organisers'] = {
  title: 'Keys beside the site’s',
  say: 'Each pledge carries the signature of these people too.',
  sayNone: 'A boycott can require one or two more keys.',
  why: 'What this is for, and what it costs',
  whyPoints: [
    'The site alone can then make up no pledge that these keys did not sign.',
    'Each key signs at most as often as there are people who can pledge.',
    'Who comes, pledging or not, has taken a place. The site can take it no more.',
    'It can still take the places of those who never come.',
    'The site and all these people together can make up anything.',
    'These people do not see who pledges.',
    'Who does not come back to sign holds up all pledges.',
    'Who gives no key before the debate ends is waited for no longer.',
  ],
  has: 'gave a key',
  asked: 'has not answered yet. Only you two see this.',
  goneAccount: 'A deleted account',
  signed: (day) => `signed last on ${day}`,
  notSigned: 'has signed nothing yet',
  refused: (day) => `On ${day} this browser refused. More signatures were asked for than can be.`,
  name: {
    label: 'Pseudonym',
    hint: 'Yours, or that of somebody you trust. They must accept.',
    send: 'Ask for a key',
  },
  drop: 'Ask for this key no longer',
  own: {
    title: 'You are asked for a key',
    titleGiven: 'Your key',
    before: [
      'With it your pseudonym shows here: you work on this platform.',
      'Come back each day of pledging. Your browser signs by itself.',
      'If you lose this device, nobody can pledge any more.',
    ],
    waiting: (n) =>
      n === 0
        ? 'Nothing waits for your key.'
        : n === 1
          ? '1 envelope waits for your key.'
          : `${n} envelopes wait for your key.`,
    needsScript: 'This needs JavaScript: only you may have the key.',
    make: 'Make my key and give it',
    makeAnew: 'Make another one here',
    decline: 'I give no key',
    takeBack: 'Take my key back',
  },
  says: {
    make: [
      'Your browser makes the key here. It never leaves this device.',
      'Take the device and the browser that you will keep to the end.',
    ],
    making: ['Your browser is making a key. This takes some seconds…'],
    given: [
      'Your key is given. It is on this device, in this browser.',
      'Do not clear this browser before pledging ends.',
    ],
    'not-here': [
      'You gave a key, and it is not in this browser.',
      'Come back with the right device. Or make another one here, which replaces it.',
    ],
    'not-taken': [
      'The site did not take your key.',
      'It takes established members with evidence on this platform.',
    ],
    signing: ['Your browser is signing what waits…'],
    signed: ['All that waited is signed.', 'Come back each day: any page of this site will do.'],
    refused: [
      'Careful: more signatures are asked for than there are people who can pledge.',
      'Your browser refused. The site must show that on this page.',
      'Say so in the forum too, and elsewhere.',
    ],
    'record-waits': [
      'The public record does not have the last step of this boycott yet.',
      'Come back in ten minutes.',
    ],
    'no-record': [
      'Careful: your key is not the one that the public record tells.',
      'Nothing was signed. Say so in the forum, from another device.',
    ],
    elsewhere: [
      'Your key is not in this browser.',
      'Open this site where you made it: it alone can sign.',
    ],
    offline: ['The line is down. Your browser tries again at your next visit.'],
    'no-storage': [
      'Your browser keeps nothing for this site.',
      'Leave private browsing, or allow storage. Then reload the page.',
    ],
    'too-old': [
      'This browser cannot do the computation that is needed.',
      'Update it, or take another one. The address must begin with https.',
    ],
  },
};
