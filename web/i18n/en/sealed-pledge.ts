import type { Messages } from '#web/i18n/fr.ts';

/** How a pledge stays sealed: for who never organised anything. Sources: the versions in force. */
export const sealedPledge: Messages['boycotts']['sealed'] = {
  title: 'How a pledge stays sealed',
  link: 'A boycott without being named',
  say: 'You promise to take part, if enough others promise. Nobody knows who did.',
  description: 'Pledging to a boycott without being named: what is protected, and what is not.',
  why: {
    title: 'Why an envelope',
    points: [
      'Alone, refusing a task costs nobody but you.',
      'On a platform’s own forum, who proposes a strike is shut out.',
      'Here you promise only if enough others promise.',
      'And nobody can point at who promised.',
    ],
  },
  steps: {
    title: 'The idea, with paper',
    list: [
      {
        name: 'A secret number',
        text: 'You write a random number on a slip. Only you know it.',
      },
      {
        name: 'A carbon envelope',
        text: 'You seal the slip in an envelope lined with carbon paper.',
      },
      {
        name: 'The site signs outside',
        text: 'The site sees that you may. It signs the envelope, without opening it.',
      },
      {
        name: 'The signature goes through',
        text: 'The carbon prints it on the slip. You throw the envelope away.',
      },
      {
        name: 'The slip in the box',
        text: 'Later, without a name, you drop the slip into the ballot box.',
      },
      {
        name: 'Counting',
        text: 'The site knows its signature. It does not know whom it gave it to.',
      },
    ],
  },
  really: {
    title: 'What your browser does',
    points: [
      'It makes the number and the envelope itself, by a computation.',
      'Every member who may pledge gets one signature, whether she pledges or not.',
      'So asking for it says nothing. There is only one for each account.',
      'Before that, it checks that the site’s key is in the public record.',
      'Where organisers must sign too, it waits for their signature.',
      'The pledge leaves after a random wait, without saying from which account.',
      'All pledges have the same size.',
      'The site keeps no time of it, no order, no address.',
    ],
  },
  after: {
    title: 'What happens next',
    points: [
      'While pledges are open, only quarters of the threshold show.',
      'You can withdraw as long as the threshold is not reached.',
      'If it is not reached in time, everything is destroyed.',
      'If it is reached, the boycott begins, and the list of pledges is published.',
      'Anybody can count them. You find yours, without showing it.',
      'With the same key you say whether you hold, and you vote.',
      'Those answers can be linked to each other, never to an account.',
    ],
  },
  safe: {
    title: 'What is protected',
    points: [
      'The platform that reads this site sees only numbers.',
      'Who steals our database cannot read in it who pledged.',
      'Moderators see no more of it than you do.',
      'Lawyers can ask for what we have: we do not have those names.',
    ],
  },
  unsafe: {
    title: 'What is not',
    points: [
      {
        name: 'The site’s key',
        text: 'Who holds that key can make pledges that nobody made. So the numbers rest on the honesty of who runs the site. You can count the list, and find yours in it. More pledges than people who could pledge would show. Fewer would not. A boycott can require the keys of organisers too. The site alone can then only take the places of those who never come. With them it can make up anything.',
      },
      {
        name: 'The site’s machine',
        text: 'Who holds the whole machine can note your address as you pledge. This site does not. If you doubt it, pledge from another network.',
      },
      {
        name: 'The site’s program',
        text: 'The computation comes from this site. A dishonest site could send another one. The code is free: others can read it.',
      },
      {
        name: 'Your phone',
        text: 'Who looks at your screen sees your pledge. It stays on this device, in this browser. Do not pledge on a device that is lent or watched.',
      },
      {
        name: 'What the platform sees',
        text: 'It sees who no longer works for it. No envelope hides that. That is why you wait to be many.',
      },
      {
        name: 'If almost all pledge',
        text: 'Then it is easy to guess who pledged: almost all. So the threshold is half at most.',
      },
      {
        name: 'If few members come by',
        text: 'A pledge hides among the browsers that asked for the signature. Who does not come to the site hides nobody. The page of the boycott says how many asked. Wait, if they are few. And come by even without pledging: you hide the others.',
      },
      {
        name: 'Who steals the database’s log too',
        text: 'The database notes the time of each batch. A batch of several shows nobody. One alone at night can show who was there.',
      },
      {
        name: 'Backups',
        text: 'A boycott that does not come about is erased from the database. A backup made before still has its pledges without names. It also has which accounts were given their signature.',
      },
      {
        name: 'Who proposes',
        text: 'A call is signed with a pseudonym. Who writes it must be able to bear that.',
      },
      {
        name: 'A lost device',
        text: 'Your pledge still counts. But you can no longer vote, or withdraw.',
      },
      {
        name: 'One browser for each account',
        text: 'The first one that you come by with while pledges are open gets the signature, alone. Come first with your own phone, not with a lent device. If your browser forgets the site, your account can no longer pledge to this boycott. Some forget a site after seven days without a visit.',
      },
    ],
  },
  law: {
    title: 'What the law says, in France',
    say: 'These points are to be confirmed by a lawyer. This is not legal advice.',
    yesTitle: 'What it protects',
    yes: [
      {
        text: 'Self-employed platform workers may refuse their services together.',
        source: 'French labour code, article L. 7342-5',
      },
      {
        text: 'Unless they abuse it, they are not liable under their contract for that.',
        source: 'the same article',
      },
      {
        text: 'The platform may neither end the relation for it, nor penalise them.',
        source: 'the same article',
      },
      {
        text: 'They may form a union, or join one.',
        source: 'French labour code, article L. 7342-6',
      },
    ],
    noTitle: 'What it does not cover, or perhaps not',
    no: [
      {
        text: 'A platform that does not itself set the price and the work to be done.',
        source: 'French labour code, article L. 7342-1',
      },
      {
        text: 'Who is not self-employed, or did not declare it.',
        source: 'French labour code, article L. 7341-1',
      },
      {
        text: 'A refusal that defends no demands about the work.',
        source: 'French labour code, article L. 7342-5',
      },
      {
        text: 'Abuse: insulting, disparaging, damaging, keeping others from working.',
        source: 'French labour code, article L. 7342-5; civil code, article 1240',
      },
      {
        text: 'A contract under the law of another country.',
        source: 'regulation (EC) no. 593/2008, articles 3 and 9',
      },
      {
        text: 'Employees: their right to strike comes from other texts.',
        source: 'French labour code, article L. 2511-1',
      },
    ],
    elsewhere: 'In another country other texts hold. Ask a union.',
    help: 'Where to find help',
  },
  list: 'See the boycotts',
};
