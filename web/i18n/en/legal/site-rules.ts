import type { Messages } from '#web/i18n/fr.ts';
import { flagging } from './site-rules-flags.ts';

const rules: Messages['legal']['siteRules']['rules'] = {
  R1: {
    title: 'Facts that you lived',
    text: [
      'Report what happened to you, and nothing else.',
      'An invented pay-out spoils the answer for everybody.',
    ],
  },
  R2: {
    title: 'One account a person',
    text: ['A second account makes one voice count twice.'],
  },
  R3: {
    title: 'Asked or paid for: say so',
    text: [
      'Were you asked or paid to post? Tick the box for it.',
      'Your text stays visible.',
      'It weighs nothing in the standing or the rating.',
    ],
  },
  R4: {
    title: 'Leave other people’s data alone',
    text: [
      'Post no name, address, telephone or e-mail of a person.',
      'Hide them in your screenshots too.',
    ],
  },
  R5: {
    title: 'Respect',
    text: ['No threats, insults, hatred or harassment.', 'Criticise facts, not people.'],
  },
  R6: {
    title: 'Nothing illegal',
    text: ['Post nothing that the law forbids, such as a charge that you know is false.'],
  },
  R7: {
    title: 'No advertising',
    text: [
      'No referral links, no promotional codes, no announcements.',
      'A link to a platform loses its referral and tracking codes.',
    ],
  },
  R8: {
    title: 'True screenshots',
    text: [
      'A screenshot comes from your own account.',
      'Cropping and blacking out is fine.',
      'Changing a figure is not.',
    ],
  },
  R9: {
    title: 'A source for each fact',
    text: [
      'Who corrects the facts of a platform gives a source.',
      'The correction stays visible. A member can dispute it.',
    ],
  },
  R10: {
    title: 'Closed, by decision',
    text: [
      'A platform is called closed after a decision only.',
      'The decision quotes one of these grounds, and what shows it:',
    ],
    points: [
      'the closing was announced',
      'the site answers no more',
      'the platform was merged into another',
    ],
  },
  R11: {
    title: 'What a proof shows',
    text: [
      'The picture shows the pay-out reported: platform and amount can be read.',
      'Else it weighs as a pay-out without a screenshot. Nothing is deleted.',
    ],
  },
  R12: {
    title: 'Replying when named',
    text: [
      'Who is named or pointed at can reply, free of charge and without an account.',
      'The reply answers what is said of them, by them or in their name.',
      'It is shown as such, and changes no figure.',
    ],
  },
};

export const siteRules: Messages['legal']['siteRules'] = {
  title: 'The rules of the site',
  intro: [
    'These rules are for everybody, moderators included.',
    'A decision always quotes a rule and a reason.',
    'The number of a rule never changes its meaning.',
  ],
  contents: 'On this page',
  rulesTitle: 'What may be posted',
  rules,
  sections: [
    {
      id: 'qui-decide',
      title: 'Who decides',
      text: [
        'Nothing is read before it is published, except replies of named parties.',
        'A moderator publishes these, or refuses them by a rule and a reason.',
        'Who proves to control a domain replies without being read first.',
        'What they dispute gets an answer within seven days.',
        'The operator names moderators among the members, for six months.',
        'Each appointment stands in the public record.',
        'So does one that is ended early.',
        'A moderator can propose to close a platform, a topic, or to lift a finding.',
        'Nothing changes before a second person agrees, who has no interest in it.',
        'Where there is no other moderator, an established member is drawn.',
        'If nobody answers within 72 hours, it takes effect, marked “decided by one person”.',
        'Two other people can then reverse it.',
        'The decision quotes its reason, and its rule. Everybody can read it.',
        'A new member can propose to rename a client. Another member confirms it.',
        'A moderator can also answer a doubt about a proof.',
        'That takes the opinions of other members, and no interest of hers.',
        'While the site has fewer than 20 established members, she decides alone.',
        'The decision then says so. Another moderator can decide anew.',
        'A moderator reads a private message when its reader shows it.',
        'Its author can then be kept from private messages, for 30 days.',
        'Hiding a text takes two people, one of them a moderator.',
        'Neither has an interest in the matter. A flag hides nothing.',
        'Hidden, it is still read behind a click. It counts no more.',
        'Illegal or personal, only its author still reads it.',
        'Facing threats, illegal content or personal data, one alone can veil.',
        'Such a veil falls after 72 hours, unless somebody confirms it.',
        'Each decision has a page of its own, which everybody can read.',
        'Too many manifestly unfounded flags pause the flags of a member.',
        'It is for 14 days, from 3 of 5 on. She is warned before.',
        'A notice without an account opens a case, decided within 72 hours.',
        'Where it is about a whole page, the operator answers it.',
      ],
      link: { page: 'publicRecord', label: 'Read the public record' },
    },
    flagging,
    {
      id: 'preuves',
      title: 'Payment proofs',
      text: [
        'The site copies each screenshot, point by point.',
        'Place, device and other hidden data are gone.',
        'Nobody checks a screenshot before it is published.',
        'Established members can confirm a proof, or doubt it.',
        'With two confirmations it weighs more.',
        'A doubt opens a question, which other members answer.',
        'A picture said to show personal data is covered for 48 hours, once.',
        'Its author can replace it, or show it again.',
        'A pay-out with a screenshot weighs more than one without.',
        'The latest proofs come first, by month.',
      ],
      link: { page: 'rules', label: 'How standings are computed' },
    },
    {
      id: 'avis',
      title: 'Reviews',
      text: [
        'A member gives one review a platform.',
        'Reviews are not checked before they are published.',
        'A page says all about their checking, sorting and dates.',
      ],
      link: { page: 'reviewChecks', label: 'How reviews are checked' },
    },
    {
      id: 'refus',
      title: 'What is refused',
      text: [
        'A form refuses what is incomplete, too long or unreadable.',
        'It says why at once, and keeps what you wrote.',
        'It also refuses too many posts in one day.',
        'Nothing is refused for what it says.',
      ],
    },
    {
      id: 'retrait',
      title: 'Keeping and taking back',
      text: [
        'What you post stays online without a limit of time.',
        'You can take back your pay-outs, tasks, incidents and reviews at any time.',
        'Text and picture are then really deleted.',
        'The record only keeps that something was withdrawn.',
        'A copy that others made before may stay elsewhere.',
      ],
      link: { page: 'myEvidence', label: 'My evidence' },
    },
    {
      id: 'licences',
      title: 'The licences',
      text: [
        'You stay the author of your texts.',
        'By posting you put them under CC BY-SA 4.0.',
        'The figures made from your statements are under ODbL 1.0.',
        'So anyone may copy them, who names the site and keeps the licence.',
        'You agree to these licences when you sign up.',
      ],
    },
    {
      id: 'contester',
      title: 'Disagreeing',
      text: [
        'You wrote or flagged what a decision is about? You have an appeal.',
        'It is made once a case, within six months, on the page of the decision.',
        'A jury decides on it. None of its members decided before.',
        'What becomes of it stands on the page of the decision.',
        'Else write to the contact in the legal notice.',
        'You can also go to court, at any time.',
      ],
      link: { page: 'legalNotice', label: 'Legal notice' },
    },
    {
      id: 'jurys',
      title: 'Juries',
      text: [
        'A jury decides on appeals, and where a second person objects.',
        'Five established members are drawn, or three where there are fewer than 500.',
        'Who is drawn may decline, without a reason. The next takes her place.',
        'Each has three days, votes, and says why in one sentence.',
        'The majority has it. Votes and their reasons are published at the end.',
        'Nobody can choose the draw, and anybody can do it again.',
        'Without a majority nothing changes.',
      ],
      link: { page: 'juries', label: 'All juries' },
    },
  ],
};
