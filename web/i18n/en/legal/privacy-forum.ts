import type { Section } from '#web/governance/legal/section.ts';

export const privacyForum: Section = {
  id: 'forum',
  title: 'The forum',
  text: [
    'Your threads and posts show your pseudonym and their exact time.',
    'What a post said before an edit stays there, for everybody to read.',
    'Its pictures are cleaned and read again, as those of your proofs are.',
    'What you tell there can give away a proof that you did not sign.',
    'Never does the forum say whether you are an established member.',
    'The site keeps how far you have read each thread. You alone see it.',
    'A post that you withdraw goes with its versions and pictures.',
    'Its place stays, without your name. So does the title, where others answered.',
    'What others quoted of you stays with them.',
    'What moderators decide on a thread stays with it, without their name.',
  ],
  link: { page: 'forum', label: 'Open the forum' },
};
