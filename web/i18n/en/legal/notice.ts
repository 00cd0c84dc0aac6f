import type { Messages } from '#web/i18n/fr.ts';

export const notice: Messages['legal']['notice'] = {
  title: 'Report a content',
  intro: [
    'Anybody can report a page of this site, without an account.',
    'Give the exact address and your reasons. The operator will read all of it.',
    'In an emergency or danger, call the police first.',
  ],
  law: 'This form is that of EU regulation 2022/2065, article 16.',
  url: 'Exact address of the page or picture',
  urlHint: 'An address of this site. Copy it from the browser’s address bar.',
  reasons: 'What is illegal or wrong, and why',
  reasonsHint: 'Quote the passage, and the law or rule if you know it.',
  aboutMinors: 'It is about sexual abuse of minors. I may then leave out my name and e-mail.',
  name: 'Your name',
  nameHint: 'For a company, its name and yours.',
  email: 'Your e-mail',
  emailHint: 'The operator answers there. Name and e-mail are encrypted.',
  goodFaith: 'I believe in good faith that this information is accurate and complete.',
  submit: 'Send the notice',
  next: 'You will get a code. Write it down: it is shown once only.',
  askStatus: 'Follow a notice that you sent',
};

export const receipt: Messages['legal']['receipt'] = {
  title: 'Follow a notice',
  received: 'Notice received',
  yourCode: 'Your receipt code',
  keep: 'Write it down now. It is shown once only.',
  never: 'The site cannot find it again for you.',
  number: 'Number',
  receivedOn: (day: string) => `Received on ${day}.`,
  lookedAt: 'The operator is looking at it.',
  answer: 'The answer will come by e-mail, if you gave one.',
  code: 'Receipt code',
  codeHint: 'Four groups of four signs, for example 7KQM-2XPA-H4RT-9WVC.',
  submit: 'See where it stands',
  another: 'Report something',
};
