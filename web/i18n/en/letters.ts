import type { letters as fr } from '#web/i18n/fr/letters.ts';
import type { Claim } from '#web/evidence/letters/letters.ts';

const directive: Claim = {
  text: 'The Union provides for written reasons and a review by a person.',
  source: 'directive (EU) 2024/2831, article 11, to be transposed by 2\u00a0December 2026',
};
const imbalance: Claim = {
  text: 'An imposed clause that is clearly unbalanced counts as not written.',
  source: 'French civil code, article 1171',
};
const contest: Claim = {
  text: 'Against a fully automated decision, you can ask for a person.',
  source: 'GDPR, article 22(3)',
};

export const letters: typeof fr = {
  title: 'What can I do?',
  say: 'Not paid, refused, closed out: letters ready to send, your rights, where to find help.',
  link: 'What can I do?',
  write: 'Write a letter',
  confirm: 'to be confirmed by a lawyer',
  noAdvice: 'This is no legal advice. The law of your contract may be another.',
  foreign: {
    text: 'Your terms can choose the law of another country.',
    source: 'regulation (EC) No\u00a0593/2008, article 3',
  },
  situations: {
    unpaid: {
      title: 'I am not paid',
      steps: [
        'Keep screenshots of your balance, of the request and of the messages.',
        'Write to the platform, with a time limit of fifteen days.',
        'Without an answer, see a conciliator, a union or a judge.',
      ],
      letters: ['payment', 'data'],
      rights: [
        { text: 'A contract binds both sides.', source: 'French civil code, article 1103' },
        {
          text: 'A clear letter puts the platform on notice to pay.',
          source: 'French civil code, article 1344',
        },
        {
          text: 'From then on, interest runs at the legal rate.',
          source: 'French civil code, article 1231-6',
        },
        {
          text: 'As a rule, you have five years to act.',
          source: 'French civil code, article 2224',
        },
        {
          text: 'Between two countries of the Union, a simple procedure goes up to €5,000.',
          source: 'regulation (EC) No\u00a0861/2007, article 2',
        },
        {
          text: 'A European order for payment exists too.',
          source: 'regulation (EC) No\u00a01896/2006',
        },
      ],
    },
    refused: {
      title: 'My tasks are refused',
      steps: [
        'Note the title, the date and the reason given.',
        'Ask for the exact reason, and for a new review.',
        'Say here how many tasks are refused without a reason.',
      ],
      letters: ['refusal', 'data'],
      rights: [contest, directive, imbalance],
    },
    closed: {
      title: 'My account is closed',
      steps: [
        'Keep the message that closed it and your last balance.',
        'Ask for your data and the reasons of the decision.',
        'If money was left, ask for its payment too.',
      ],
      letters: ['data', 'payment'],
      rights: [
        { text: 'You can ask for a copy of your data.', source: 'GDPR, article 15' },
        {
          text: 'The answer is free. As a rule, it comes within a month.',
          source: 'GDPR, article 12(3) and (5)',
        },
        {
          text: 'They owe you the logic of an automated decision.',
          source: 'GDPR, article 15(1)(h); CJEU, 27\u00a0February 2025, C-203/22',
        },
        contest,
        directive,
        {
          text: 'A platform established in the Union owes it to all, wherever they live.',
          source: 'GDPR, article 3(1)',
        },
        {
          text: 'Without an answer, complain to a data protection authority.',
          source: 'GDPR, article 77',
        },
      ],
    },
  },
  clause: {
    title: 'If you signed a confidentiality clause',
    can: {
      title: 'It can forbid you',
      points: [
        {
          text: 'to publish documents, pictures or instructions of a client',
          source: 'French civil code, article 1103',
        },
        {
          text: 'to reveal what is secret, has value and is protected',
          source: 'French commercial code, article L. 151-1',
        },
      ],
    },
    cannot: {
      title: 'It cannot forbid you',
      points: [
        { text: 'to ask for your own data', source: 'GDPR, article 15' },
        { text: 'to complain to a data protection authority', source: 'GDPR, article 77' },
        {
          text: 'to go to court',
          source: 'European Convention on Human Rights, article 6',
        },
        {
          text: 'to reveal something illegal in good faith, in the general interest',
          source: 'French commercial code, article L. 151-8, 2º',
        },
        {
          text: 'to be protected as a whistleblower',
          source: 'directive (EU) 2019/1937, article 24',
        },
      ],
    },
    grey: {
      title: 'In between',
      points: [
        {
          text: 'To say whether you are paid is freedom of expression.',
          source: 'Charter of Fundamental Rights, article 11',
        },
        {
          text: 'Against a trade secret, this freedom can be invoked.',
          source: 'French commercial code, article L. 151-8, 1º',
        },
        imbalance,
      ],
    },
    risk: 'A platform can close an account, even wrongly. Here, an unsigned proof stays without a name.',
  },
  help: {
    title: 'Where to find help',
    say: 'Public bodies and associations. We pass nothing on to them.',
    none: 'The list is empty for now.',
    european: 'European Union',
    kinds: {
      advice: 'Free advice',
      mediation: 'Conciliators and mediators',
      union: 'Unions and collectives',
      work: 'Labour law',
      data: 'Personal data',
      rights: 'Discrimination and rights',
      court: 'Court',
    },
  },
  form: {
    title: 'Fill in',
    stays: 'What you type stays on your device. Nothing is sent.',
    byHand: 'Copy the letter and fill in the blanks between brackets.',
    copy: 'Copy the letter',
    copied: 'Copied',
    print: 'Print',
    other: 'Cette lettre en français',
    keep: 'Send it in a way that you can prove. Keep a copy.',
    all: 'All letters and your rights',
    labels: {
      name: 'Your name',
      contact: 'Your address or e-mail',
      platform: 'The platform',
      account: 'Your identifier on the platform',
      date: 'Date of the letter',
      amount: 'The sum, with its currency',
      askedOn: 'Payment asked for on',
      promise: 'Delay announced by the platform, if you know it',
      event: 'What happened',
      eventOn: 'On which day',
      view: 'Your point of view, if you like',
      refusedOn: 'Refused on',
      count: 'How many tasks',
      task: 'Title of the task',
      reason: 'The reason given, or “none”',
      why: 'Why it is unfair',
    },
    blanks: {
      name: 'your name',
      contact: 'your address or e-mail',
      platform: 'name and address of the platform',
      account: 'your identifier',
      date: 'date',
      amount: 'sum',
      askedOn: 'date of the request',
      promise: 'delay announced',
      event: 'what happened',
      eventOn: 'date',
      view: 'your point of view',
      refusedOn: 'date of the refusal',
      count: 'number',
      task: 'title of the task',
      reason: 'reason given, or none',
      why: 'your reasons',
    },
    events: {
      'account-closed': 'you closed my account',
      'account-suspended': 'you suspended my account',
      'balance-stuck': 'you blocked my balance',
      'tasks-refused': 'you refused my tasks',
      'payment-refused': 'you refused to pay me',
    },
    noReason: 'none',
    to: 'To {platform}',
    on: '{date}',
    subject: 'Subject: ',
    greeting: 'Dear Sir or Madam,',
    closing: 'Yours faithfully,',
  },
  texts: {
    payment: {
      title: 'Ask for your payment',
      say: 'A formal notice: the sum, the date, a time limit of fifteen days.',
      subject: 'request for payment, account {account}',
      body: [
        'I worked on your platform with the account {account}. On {askedOn}, I asked for the payment of {amount}. I have not received it.',
        'You announce payment within {promise}. This time has passed.',
        'I give you formal notice to pay me this sum within fifteen days of receiving this letter. If you refuse, give me your reasons in writing.',
        'Without an answer from you, I shall turn to a mediator or to the competent court.',
      ],
    },
    refusal: {
      title: 'Dispute refused tasks',
      say: 'Ask for the exact reason, and for a new review by a person.',
      subject: 'dispute of refused tasks, account {account}',
      body: [
        'On {refusedOn}, you refused {count} of my tasks “{task}”, worth {amount}. Reason given: {reason}.',
        'I dispute this refusal: {why}',
        'I ask you for:',
        [
          'the exact reason of each refusal;',
          'whether a person or a program decided;',
          'a new review by a person;',
          'the payment of the tasks, if this review finds in my favour.',
        ],
        'If they stay refused, I ask you not to use my work.',
      ],
    },
    data: {
      title: 'Ask for your data and the reasons',
      say: 'For a closed account or a decision of a program: GDPR, articles 15 and 22.',
      subject: 'my data and the reasons of a decision, account {account}',
      body: [
        'On {eventOn}, {event}.',
        'Under article 15 of regulation (EU) 2016/679 (GDPR), I ask you for:',
        [
          'a copy of all data that you process about me;',
          'their purposes, categories, recipients, storage period and origin;',
          'whether the decision was automated, and if so its logic and envisaged consequences.',
        ],
        'If it was fully automated, I contest it. Under article 22(3), I ask that a person reviews it.',
        'This is my point of view: {view}',
        'Article 12(3) gives you one month to answer. Without an answer, I shall turn to the data protection authority.',
      ],
    },
  },
};
