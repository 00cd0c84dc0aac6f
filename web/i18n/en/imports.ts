import type { Messages } from '#web/i18n/fr.ts';

export const imports: Messages['imports'] = {
  title: 'Claim my pseudonym',
  lead: (names: string) => `Were you a member elsewhere? The posts of ${names} are here.`,
  nobodyWaits: 'No pseudonym waits for its member on this site any more.',
  what: [
    'Your pseudonym waits for you. Nobody else can take it.',
    'Your old posts become yours again. You can edit them or take them back.',
    'You count as a member since the day you joined there.',
  ],
  pseudonymHint: 'As it is written beside your code. It may have changed a little.',
  code: 'Code',
  codeHint: 'Twelve signs, sent through the old site. Capitals and hyphens do not matter.',
  submit: 'Claim my pseudonym',
  noCode: 'No code? Ask whoever ran the old site. It works only once.',
  welcome: (pseudonym: string) => `Welcome back, ${pseudonym}. Your posts are yours again.`,
  from: (names: string) => `Did you come from ${names}?`,
  claim: 'Claim my pseudonym',
};
