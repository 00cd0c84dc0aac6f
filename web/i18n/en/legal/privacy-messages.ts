import type { Section } from '#web/governance/legal/section.ts';

export const privacyMessages: Section[] = [
  {
    id: 'messages-prives',
    title: 'Your private messages',
    text: [
      'A message passes only between two members who allow it.',
      'Its text is encrypted. The key is not in the database. The operator has it.',
      'The site keeps who wrote to whom, when, and whether it was read.',
      'Who stole the database would know that, for the last 30 days. Not the text.',
      'After 30 days the message is deleted for both.',
      'You can take back what you wrote before that.',
      'The writer never learns whether a message was read.',
      'The public record says nothing of it.',
    ],
    link: { page: 'messages', label: 'Open my private messages' },
  },
  {
    id: 'messages-signales',
    title: 'A private message that was reported',
    text: [
      'Who gets a message can show it to the moderators, with a sentence.',
      'They read these two texts, without pseudonyms or the conversation.',
      'The copy is encrypted. It is deleted once decided, or after 60 days.',
      'A decision can keep somebody from private messages for 30 days.',
      'Its rule, its reason and its end are kept until then.',
    ],
  },
  {
    id: 'les-autres',
    title: 'Others and you',
    text: [
      'Your page shows your pseudonym, your year of arrival and your forum texts.',
      'It shows no evidence, and does not say whether you are established.',
      'The site keeps whether you allow private messages.',
      'It keeps whether press and research may contact you.',
      'It keeps whom you ignore, since which day. Nobody else sees it.',
    ],
    link: { page: 'settings', label: 'Settings' },
  },
];
