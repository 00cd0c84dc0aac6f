import type { KeySay } from '#web/collective/boycotts/key-says.ts';

const says: Record<KeySay, readonly string[]> = {
  make: [
    'Votre navigateur fabrique la clé ici. Elle ne quitte pas cet appareil.',
    'Prenez l’appareil et le navigateur que vous garderez jusqu’à la fin.',
  ],
  making: ['Votre navigateur fabrique une clé. Cela prend quelques secondes…'],
  given: [
    'Votre clé est donnée. Elle est sur cet appareil, dans ce navigateur.',
    'Ne videz pas ce navigateur avant la fin des engagements.',
  ],
  'not-here': [
    'Vous avez donné une clé, et elle n’est pas dans ce navigateur.',
    'Revenez avec le bon appareil. Ou faites-en une autre ici, qui la remplace.',
  ],
  'not-taken': [
    'Le site n’a pas pris votre clé.',
    'Il faut être membre établi, avec une preuve à vous sur cette plateforme.',
  ],
  signing: ['Votre navigateur signe ce qui attend…'],
  signed: [
    'Tout ce qui attendait est signé.',
    'Revenez chaque jour\u00a0: toute page de ce site suffit.',
  ],
  refused: [
    'Attention\u00a0: on demande plus de signatures que de personnes ne peuvent s’engager.',
    'Votre navigateur a refusé. Le site doit l’afficher sur cette page.',
    'Dites-le aussi au forum, et ailleurs.',
  ],
  'record-waits': [
    'Le registre public n’a pas encore la dernière étape de ce boycott.',
    'Revenez dans dix minutes.',
  ],
  'no-record': [
    'Attention\u00a0: votre clé n’est pas celle que dit le registre public.',
    'Rien n’a été signé. Dites-le au forum, d’un autre appareil.',
  ],
  elsewhere: [
    'Votre clé n’est pas dans ce navigateur.',
    'Ouvrez ce site là où vous l’avez faite\u00a0: elle seule peut signer.',
  ],
  offline: ['La ligne est coupée. Votre navigateur réessaiera à votre prochaine visite.'],
  'no-storage': [
    'Votre navigateur ne garde rien pour ce site.',
    'Quittez la navigation privée, ou permettez le stockage. Puis rechargez la page.',
  ],
  'too-old': [
    'Ce navigateur ne sait pas faire le calcul nécessaire.',
    'Mettez-le à jour, ou prenez-en un autre. L’adresse doit commencer par https.',
  ],
};

/** The keys of organisers, which must sign beside the site's. */
export const boycottOrganisers = {
  title: 'Des clés à côté de celle du site',
  say: 'Chaque engagement porte aussi la signature de ces personnes.',
  sayNone: 'Un boycott peut exiger une ou deux clés de plus.',
  why: 'À quoi cela sert, et ce que cela coûte',
  whyPoints: [
    'Le site seul ne peut plus fabriquer d’engagement que ces clés n’ont pas signé.',
    'Chaque clé signe au plus autant de fois que de personnes peuvent s’engager.',
    'Qui vient, engagé ou non, occupe sa place. Le site ne peut plus la prendre.',
    'Il peut encore prendre la place de qui ne vient jamais.',
    'Le site et toutes ces personnes ensemble peuvent tout fabriquer.',
    'Ces personnes ne voient pas qui s’engage.',
    'Qui ne revient pas signer bloque tous les engagements.',
    'Qui ne donne pas de clé avant la fin du débat n’est plus attendu.',
  ],
  has: 'a donné sa clé',
  asked: 'n’a pas encore répondu. Vous deux seuls le voyez.',
  goneAccount: 'Un compte supprimé',
  signed: (day: string) => `a signé le ${day} pour la dernière fois`,
  notSigned: 'n’a encore rien signé',
  refused: (day: string) =>
    `Le ${day}, son navigateur a refusé. On demandait plus de signatures que possible.`,
  name: {
    label: 'Pseudonyme',
    hint: 'Le vôtre, ou celui d’une personne de confiance. Elle doit accepter.',
    send: 'Demander sa clé',
  },
  drop: 'Ne plus demander sa clé',
  own: {
    title: 'On vous demande une clé',
    titleGiven: 'Votre clé',
    before: [
      'Avec elle, votre pseudonyme se voit ici\u00a0: vous travaillez sur cette plateforme.',
      'Pendant les engagements, revenez chaque jour. Votre navigateur signe de lui-même.',
      'Si vous perdez cet appareil, plus personne ne pourra s’engager.',
    ],
    waiting: (n: number) =>
      n === 0
        ? 'Rien n’attend votre clé.'
        : n === 1
          ? '1\u00a0enveloppe attend votre clé.'
          : `${n}\u00a0enveloppes attendent votre clé.`,
    needsScript: 'Cela demande JavaScript\u00a0: la clé ne doit être que chez vous.',
    make: 'Fabriquer ma clé et la donner',
    makeAnew: 'En fabriquer une autre ici',
    decline: 'Je ne donne pas de clé',
    takeBack: 'Reprendre ma clé',
  },
  says,
};
