import type { Section } from '#web/governance/legal/section.ts';

export const privacyModeration: Section = {
  id: 'moderation',
  title: 'Signaler, décider, modérer',
  text: [
    'Un signalement garde votre compte, la raison et votre phrase.',
    'L’auteur de ce que vous signalez n’apprend jamais qui vous êtes.',
    'Ceux qui décident lisent votre phrase, sans votre nom.',
    'Le site garde qui a écrit, signalé ou représente qui est noté.',
    'Il s’en sert pour que ces personnes ne décident pas de leur affaire.',
    'Un an après la fin du dossier, votre phrase et votre nom sont effacés.',
    'Si vos signalements sont suspendus, le site garde la date et les nombres.',
    'Qui décide est connu du public par un code, jamais par son pseudonyme.',
    'La base garde le lien entre ce code et le compte.',
    'Un changement que vous proposez ou confirmez est gardé avec votre compte.',
    'Le site garde aussi qui il a tiré au sort pour y répondre.',
    'Six mois après sa fin, ces liens sont effacés.',
    'D’un modérateur, le site garde ses gardes à venir et sa limite par jour.',
    'Une décision reste publique sans limite de durée, avec ses motifs.',
    'Quand un compte est supprimé, tout cela reste sans lien vers lui.',
  ],
  link: { page: 'moderation', label: 'Voir la modération' },
};
