import type { Messages } from '#web/i18n/fr.ts';
import type { Section } from '#web/legal/section.ts';
import { privacyForum } from './privacy-forum.ts';
import { privacyInbox } from './privacy-inbox.ts';
import { privacyMessages } from './privacy-messages.ts';
import { privacyRights } from './privacy-rights.ts';

const kept: Section[] = [
  {
    id: 'jamais',
    title: 'What we never keep',
    text: [
      'The site writes no IP address, on disk, in the database or in a log.',
      'It asks for no name, no e-mail and no telephone of yours.',
      'It does not measure what you read, but for your place in the forum’s threads.',
      'It calls no other site: no font, picture or script from elsewhere.',
      'We keep no password and no recovery phrase in clear.',
      'The original file of your screenshots is never kept.',
      'What you cover on a screenshot does not leave your device.',
      'A pasted message is covered before it is kept.',
      'The site reads your screenshots again before publishing. The text is never kept.',
    ],
  },
  {
    id: 'compte',
    title: 'Your account',
    text: ['Of an account, the site keeps:'],
    points: [
      'your pseudonym, your language and the moment of signing up',
      'a hash of the password, and one of the recovery phrase',
      'the day since which you are an established member, if you are',
      'your country, if you say it: for figures of at least ten members',
      'your open sessions: a hash and an end date, no address',
      'how often you posted each day, kept for two to three days',
      'the keys that stop a form from acting twice, kept for about three months',
      'your role, if you are a moderator',
    ],
  },
  {
    id: 'publications',
    title: 'What you post',
    text: [
      'The site keeps your pay-outs, task reports, incidents, reviews, screenshots and corrections.',
      'It keeps fingerprints of your screenshots, to recognise a copy.',
      'They are shown to nobody and go with the screenshot.',
      'Your exact amounts, numbers, times and days are shown to you alone.',
      'Others see rounded values, a month and a delay.',
      'Unless you sign, your pseudonym is not shown with a proof.',
      'A random key then ties your evidence of one kind together, by platform.',
      'Each piece says whether you are an established member.',
      'That changes for all at once, every month, so as not to join your keys.',
      'On a brand-new site it changes every day, and can join them.',
      'It serves to recount the figures. It does not lead to your account.',
      'In the database, a link between you and your evidence exists. The operator can read it.',
    ],
  },
  {
    id: 'preuves-des-autres',
    title: 'What you say of the proofs of others, and of clients',
    text: [
      'The site keeps your confirmations, doubts and opinions, with their sentence.',
      'It also keeps your guesses about clients and your corrections of them.',
      'Nobody sees that they are yours.',
      'The sentence of a doubt is read by the author and those who check.',
      'You can take them back at any time.',
      'A correction can be undone, but stays in the history, without your name.',
    ],
  },
  privacyForum,
  {
    id: 'series',
    title: 'Posts that come in series',
    text: [
      'Each day the site looks for posts that come in series.',
      'For that it reads their day, platform, direction and the age of the account.',
      'Accounts that always post together count as one voice.',
      'What a young account says may, for a time, not count.',
      'Nothing is deleted. Your data tell you whether it concerns you.',
      'A moderator can turn such a finding back.',
      'Of a deleted account remain, by platform, whether it was young, and its voice.',
    ],
    link: { page: 'rules', label: 'Read the rule' },
  },
  ...privacyInbox,
  {
    id: 'carnet',
    title: 'Your workbook',
    text: [
      'Your workbook is kept by your browser, on your device.',
      'We cannot read it. Only what you publish leaves, entry by entry.',
      'Its page is kept with it, without your name, to open without a connection.',
      'The country whose wage you compare with stays on the device, too.',
      'If you wish, we keep a copy of it that your device has encrypted.',
      'The key never reaches us. We see a rounded size and a number.',
      'The copy goes with your account, or when you delete it.',
      'Drafts of your posts stay on the device, for 30\u00a0days at most.',
      'They are erased when you publish and when you sign out.',
    ],
    link: { page: 'workbook', label: 'Open the workbook' },
  },
  {
    id: 'registre',
    title: 'The public record',
    text: [
      'Each post, change or withdrawal leaves a line in the record.',
      'It says the kind of act, the number of the object and the date.',
      'For evidence, the record shows the month and not the day.',
      'The content is not there. Only a salted hash of it is.',
      'A withdrawal erases the salt: the hash then says nothing.',
    ],
    link: { page: 'publicRecord', label: 'Read the public record' },
  },
  {
    id: 'abus',
    title: 'Against abuse',
    text: [
      'Before sign-in, the site counts attempts by IP address.',
      'It holds a keyed hash of that address only, in working memory.',
      'The key of the hash changes every day. Nothing is written to disk.',
      'Where attempts are many, your device must do a small computation.',
      'After sign-in it counts by member, never by address.',
    ],
  },
  {
    id: 'signalements',
    title: 'Notices',
    text: [
      'Of a notice, the site keeps the page, your reasons and the date.',
      'Your name and e-mail are encrypted. The key is not in the database.',
      'The operator alone can read them, to deal with the notice.',
      'All is deleted after one year. The record keeps that a notice came.',
    ],
    link: { page: 'notice', label: 'Report a content' },
  },
  {
    id: 'reponses',
    title: 'Replies of who is named',
    text: [
      'Of a reply, the site keeps the signature, the text and the date.',
      'An e-mail, where given, is encrypted. The key is not in the database.',
      'The operator alone can read it. It is deleted after one year.',
      'A published reply stays. A refused one is deleted after one year.',
    ],
    link: { page: 'reply', label: 'Reply' },
  },
  {
    id: 'durees',
    title: 'For how long',
    text: [],
    points: [
      'account: until you delete it',
      'posts: until you take them back',
      'session: one year without a visit at most, or until you end it',
      'notice: one year',
      'refused reply, and e-mail of a reply: one year',
      'private message: 30 days, or until you take it back',
      'copy of a reported message: until it is decided, 60 days at most',
      'picture of a form that was refused: about one day',
      'line of your inbox: 30\u00a0days once read, one year otherwise',
      'line of the record: no limit',
      'backups of the operator: they may keep for a while what is deleted',
    ],
  },
  {
    id: 'cookies',
    title: 'One single cookie',
    text: [
      'The site sets one cookie, named “session”, when you sign in.',
      'It serves to know you again, and for nothing else.',
      'It lasts one year at most. Signing out erases it.',
      'It is strictly necessary: the law asks for no consent.',
      'So no banner disturbs you (French law of 1978, article 82).',
    ],
  },
];

export const privacy: Messages['legal']['privacy'] = {
  title: 'Privacy',
  intro: 'What we do not have cannot leak, be stolen or be seized.',
  controller: 'Data controller',
  contact: 'Contact',
  contents: 'On this page',
  sections: [...kept, ...privacyMessages, ...privacyRights],
};
