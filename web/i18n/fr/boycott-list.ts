import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

/** Several boycotts: the list, and those of one place. */
export const boycottList = {
  titleOn: (name: string) => `Boycotts\u00a0: ${name}`,
  open: 'En ce moment',
  openSay: 'Ceux qui ont commencé d’abord, puis les plus pressés.',
  proposed: 'Appels à appuyer',
  proposedSay: 'Une personne les propose. Il faut trois appuis pour en débattre.',
  moreProposed: (n: number) => count(n, 'autre appel', 'autres appels'),
  ended: 'Ce qu’ils sont devenus',
  noneOpen: 'Aucun boycott n’est ouvert.',
  none: 'Aucun boycott pour l’instant.',
  empty: [
    'Quelqu’un écrit ce qui ne va pas, avec des preuves.',
    'On en débat, puis chacun s’engage, sous enveloppe fermée.',
    'Si assez de personnes s’engagent, le boycott commence.',
  ],
  propose: 'Proposer un boycott',
  proposeHere: 'Proposer un boycott ici',
  how: 'Comment un engagement reste secret',
  older: 'Boycotts plus anciens',
  newest: 'Revenir aux plus récents',
  all: 'Tous les boycotts',
  mine: 'Mes boycotts',
  pledged: (n: number) => count(n, 'engagement', 'engagements'),
  threshold: (n: number) => `seuil\u00a0: ${n}`,
  until: (when: string) => `jusqu’au ${when}`,
  section: 'Boycotts',
  sectionSay: 'Ce que des membres refusent ensemble, ici.',
  sectionNone: 'Aucun boycott ici.',
};
