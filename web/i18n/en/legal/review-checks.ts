import type { Messages } from '#web/i18n/fr.ts';

export const reviewChecks: Messages['legal']['reviewChecks'] = {
  title: 'How reviews are checked',
  intro: [
    'This page says how reviews are published, sorted and taken back.',
    'French consumer code, articles L. 111-7-2 and D. 111-16 to D. 111-19.',
  ],
  sections: [
    {
      id: 'controle',
      title: 'Are reviews checked?',
      text: [
        'No: no review is checked before it is published.',
        'Nobody checks that the author worked for the platform.',
        'Beside each review, the site says what its author brought.',
        'That is a pay-out received with a screenshot, one without, or nothing.',
        'It takes an account. An account gives one review a platform.',
        'The author says whether the review was asked or paid for.',
        'A review asked or paid for is shown as such. It does not count.',
      ],
    },
    {
      id: 'dates',
      title: 'The dates',
      text: [
        'Each review carries the month in which it was published.',
        'It also carries the month of what was lived.',
        'An edited review says so.',
        'The day is not shown: it could give the author away.',
      ],
    },
    {
      id: 'tri',
      title: 'The order',
      text: [
        'The latest reviews come first, by month of publication.',
        'Within one month the order is random.',
        'You can also start with the lowest or the highest marks.',
      ],
    },
    {
      id: 'note',
      title: 'The rating',
      text: [
        'A review gives five marks, from 1 to 5. Their mean is its score.',
        'The rating of a platform starts from the mean of the site.',
        'That mean weighs as much as five reviews.',
        'So one review alone does not make the rating.',
        'All reviews count alike, save those asked or paid for.',
      ],
    },
    {
      id: 'contrepartie',
      title: 'Nothing in return',
      text: ['The site gives nothing for a review, neither money nor favour.'],
    },
    {
      id: 'delais',
      title: 'Publication and keeping',
      text: [
        'A review is published at once.',
        'It stays online until its author takes it back.',
        'If the account is deleted, the review stays, under “Deleted member”.',
      ],
    },
    {
      id: 'modifier',
      title: 'Editing, taking back, contacting the author',
      text: [
        'The author can edit the review or take it back at any time.',
        'The former version is shown no more.',
        'The site offers no way to contact the author of a review.',
      ],
    },
    {
      id: 'refus',
      title: 'Why a review is refused',
      text: [
        'The form refuses a review that is incomplete or too long.',
        'It refuses a month to come, and too many reviews in one day.',
        'The author is told why at once, beside the field.',
        'No review is refused for its marks or for what it thinks.',
        'A decision can hide a review against the rules. The rule is quoted.',
      ],
      link: { page: 'siteRules', label: 'The rules of the site' },
    },
    {
      id: 'doute',
      title: 'Reporting a doubt, replying',
      text: [
        'The platform concerned can report a doubt about a review, free of charge.',
        'The doubt needs reasons: the form asks for them.',
        'It can also reply, free of charge and without an account, from its page.',
        'The reply is shown apart, labelled “not verified”.',
        'It does not change the rating.',
      ],
      link: { page: 'notice', label: 'Report content' },
    },
  ],
};
