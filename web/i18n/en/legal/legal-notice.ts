import type { Messages } from '#web/i18n/fr.ts';

export const legalNotice: Messages['legal']['legalNotice'] = {
  title: 'Legal notice',
  intro: 'Who answers for this site, by the French law of 21 June 2004, article 1-1.',
  missing: 'Some particulars are missing. The operator must fill them in.',
  blank: 'to be filled in by the operator',
  publisher: 'Publisher',
  director: 'Director of publication',
  host: 'Hosting provider',
  contact: 'Contact',
  controller: 'Data controller',
  language: 'Language that prevails',
  languages: { fr: 'French', en: 'English' },
  sections: [
    {
      id: 'contact',
      title: 'Write to us',
      text: [
        'The contact above is for everybody.',
        'Authorities write there too (EU regulation 2022/2065, articles 11 and 12).',
        'For one piece of content, rather use the form.',
      ],
      link: { page: 'notice', label: 'Report content' },
    },
    {
      id: 'reponse',
      title: 'Right of reply',
      text: [
        'Are you named or pointed at on this site?',
        'You can reply there, free of charge and without an account.',
        'The link is on the page, and beside each review or proof.',
        'A moderator reads the reply within three days.',
        'It is shown in its place, labelled “not verified”.',
        'Who proves to control its domain is published at once.',
        'It changes no figure. A refusal quotes a rule and a reason.',
      ],
      link: { page: 'reply', label: 'Reply' },
    },
    {
      id: 'licences',
      title: 'Software and licences',
      text: [
        'The software of this site is free, under the AGPL-3.0.',
        'The texts of members are under CC BY-SA 4.0.',
        'The figures are under ODbL 1.0.',
      ],
    },
    {
      id: 'argent',
      title: 'Money',
      text: [
        'This site shows no advertising.',
        'It contains no referral link.',
        'No platform can pay for its place here.',
      ],
    },
  ],
};
