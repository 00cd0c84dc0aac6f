import type { BoycottResponse } from '#shared/collective/boycott-data.ts';
import type { ActTell, PledgeSay } from '#web/collective/boycotts/pledge-says.ts';

type Says = Record<PledgeSay, readonly string[]>;

const says: Says = {
  looking: ['Votre navigateur regarde ce qu’il garde pour ce boycott…'],
  fetching: [
    'Votre navigateur demande sa signature au site…',
    'Tous les navigateurs le font\u00a0: cela ne dit rien de vous.',
  ],
  'cosign-waits': [
    'La clé d’un organisateur doit encore signer votre enveloppe.',
    'Vous pouvez déjà vous engager\u00a0: cela partira quand elle aura signé.',
    'Relisez ce que vous feriez, exactement. Personne ne saura que c’est vous.',
  ],
  'cosign-queued': [
    'Pas encore envoyé\u00a0: cela attend la clé d’un organisateur.',
    'Revenez demain, sur n’importe quelle page\u00a0: cela partira de lui-même.',
  ],
  'record-waits': [
    'La clé de ce boycott attend encore sa place au registre public.',
    'Revenez dans dix minutes. Votre navigateur vérifie qu’elle y est.',
  ],
  'no-record': [
    'Attention\u00a0: cette clé n’est pas dans le registre public.',
    'Ne vous engagez pas ici. Dites-le au forum, d’un autre appareil.',
  ],
  elsewhere: [
    'Votre compte a déjà reçu sa signature, sur un autre appareil ou navigateur.',
    'Engagez-vous depuis celui-là. Il n’y en a qu’une par compte.',
    'S’il est perdu, ce compte ne peut plus s’engager dans ce boycott.',
  ],
  erased: ['C’est effacé de cet appareil.', 'S’il était arrivé, votre engagement compte toujours.'],
  'no-storage': [
    'Votre navigateur ne garde rien pour ce site.',
    'Quittez la navigation privée, ou permettez le stockage. Puis rechargez la page.',
  ],
  'too-old': [
    'Ce navigateur ne sait pas faire le calcul nécessaire.',
    'Mettez-le à jour, ou prenez-en un autre. L’adresse doit commencer par https.',
  ],
  offline: [
    'Votre navigateur n’a pas encore sa signature.',
    'La ligne est coupée, ou le site est trop demandé.',
    'Il réessaiera à votre prochaine visite.',
  ],
  refused: [
    'Le site n’a pas donné de signature à ce compte.',
    'Rechargez la page pour lire pourquoi.',
  ],
  ready: [
    'Vous pouvez vous engager. Personne ne saura que c’est vous.',
    'Relisez ce que vous feriez, exactement. Cela ne vaut que si le seuil est atteint.',
    'La plateforme verra qui ne travaille plus. Elle ne verra pas qui l’a promis.',
  ],
  waiting: [
    'Pas encore envoyé. Votre engagement part après une attente au hasard.',
    'Ainsi, l’heure ne dit rien. Gardez cette page ouverte, ou revenez plus tard.',
  ],
  unsent: [
    'Pas encore envoyé\u00a0: la ligne est coupée, ou le site est trop demandé.',
    'Votre engagement est gardé ici. Il partira à votre prochaine visite.',
  ],
  sent: [
    'Votre engagement est arrivé. Le site l’a compté.',
    'Il reste sur cet appareil. Gardez-le, pour le retrouver et voter.',
  ],
  'withdraw-waiting': [
    'Votre retrait n’est pas encore envoyé. Il part après une attente au hasard.',
  ],
  'withdraw-unsent': [
    'Votre retrait n’est pas encore envoyé.',
    'La ligne est coupée, ou le site est trop demandé.',
    'Il partira à votre prochaine visite.',
  ],
  withdrawn: [
    'Votre engagement est retiré. Il ne compte plus.',
    'Un engagement retiré ne revient pas.',
  ],
  kept: [
    'Le seuil était déjà atteint\u00a0: votre engagement n’a pas pu être retiré.',
    'Il compte. Personne ne sait qu’il est de vous.',
  ],
  'too-late': [
    'Trop tard\u00a0: les engagements étaient clos avant que le vôtre parte.',
    'Il n’a pas été compté, et ne le sera pas.',
  ],
  invalid: [
    'Le site a refusé cet engagement\u00a0: il ne reconnaît pas sa signature.',
    'Il n’a pas été compté. Réessayez, sinon dites-le au forum.',
  ],
  found: ['Votre engagement est dans la liste publiée. Il a été compté.'],
  missing: [
    'Attention\u00a0: votre engagement était arrivé, et la liste publiée ne l’a pas.',
    'Dites-le au forum\u00a0: le site l’a perdu, ou retiré.',
  ],
  none: [
    'Aucun engagement sur cet appareil.',
    'Si vous vous êtes engagé·e ailleurs, revenez de cet appareil-là.',
  ],
};

const tells: Record<ActTell, string> = {
  waiting: 'Pas encore envoyé. Cela part après une attente au hasard.',
  unsent:
    'Pas encore envoyé\u00a0: la ligne est coupée, ou le site trop demandé. Cela partira à votre prochaine visite.',
  told: 'C’est compté. Vous pouvez encore changer d’avis.',
  refused: 'Le site ne l’a pas compté\u00a0: c’est clos, ou trop tard.',
};

type Why = NonNullable<BoycottResponse['can']['pledge']>;
const why: Record<Why, readonly string[]> = {
  'signed-out': ['Connectez-vous pour vous engager.', 'Le site ne saura pas que vous l’avez fait.'],
  'no-evidence': [
    'Il fallait une preuve à vous sur cette plateforme, d’avant les engagements.',
    'Pour le prochain boycott, publiez un paiement, ou montrez une preuve à deux vérificateurs.',
  ],
  'not-established': [
    'Ce boycott est ouvert à qui était membre établi quand les engagements ont commencé.',
    'Pour le prochain\u00a0: il faut trois preuves, sur au moins deux mois.',
  ],
  'too-young': [
    'Votre compte avait moins de 48\u00a0heures quand les engagements ont commencé.',
    'Il pourra s’engager dans le prochain boycott rapide.',
  ],
  'not-now': ['Les engagements ne sont pas ouverts.'],
};

/** The part of the page where a pledge is made, found again and used. */
export const boycottPledge = {
  title: 'S’engager, sous enveloppe fermée',
  say: 'Vous promettez de participer, si assez d’autres le promettent. Personne ne sait qui.',
  titleOn: 'Votre engagement',
  sayOn: 'Il n’est connu que de l’appareil où vous l’avez fait.',
  needsScript: [
    'L’engagement a besoin de JavaScript.',
    'L’enveloppe est fermée dans votre navigateur, par un calcul.',
    'Sans cela, le site verrait qui s’engage.',
    'Tout le reste de cette page marche sans.',
  ],
  needsScriptOn: [
    'Retrouver votre engagement demande JavaScript\u00a0: lui seul lit cet appareil.',
  ],
  signInOn: [
    'Connectez-vous, sur l’appareil où vous vous êtes engagé·e.',
    'Lui seul connaît votre engagement.',
  ],
  offlineOn: [
    'La ligne est coupée\u00a0: la liste publiée n’a pas pu être lue.',
    'Rechargez la page plus tard.',
  ],
  how: 'Comment cela reste secret',
  why,
  whyLinks: {
    signIn: 'Se connecter',
    payout: 'Déclarer un paiement',
    task: 'Déclarer une tâche',
    private: 'Montrer une preuve à deux vérificateurs',
    established: 'Comment devenir membre établi',
  },
  says,
  acts: {
    pledge: 'Je m’engage',
    cancel: 'Ne pas l’envoyer',
    again: 'Réessayer maintenant',
    withdraw: 'Retirer mon engagement',
    forget: 'L’effacer d’ici',
  },
  left: 'Secondes avant l’envoi\u00a0:',
  ownKey: 'Votre clé commence par',
  canWithdraw:
    'Vous pouvez le retirer tant que le seuil n’est pas atteint. Un retrait est définitif.',
  forgetSay: 'Se déconnecter ne l’efface pas de cet appareil. Un autre compte ne le voit pas.',
  withdrawConfirm: 'Un engagement retiré ne revient pas. Le retirer quand même',
  forgetConfirm: 'Sans lui, plus de vote ni de retrait. L’effacer quand même',
  stays: 'Le seuil est atteint\u00a0: plus personne ne peut se retirer.',
  toldToday: 'C’est compté pour aujourd’hui.',
  checkIn: 'Aujourd’hui, avez-vous tenu\u00a0?',
  held: 'Oui, j’ai tenu',
  couldNot: 'Non, je n’ai pas pu',
  checkInWhy: 'Une réponse honnête aide plus qu’une belle. Personne ne sait qui répond.',
  readOffer: 'Lire l’offre',
  voteUntil: (until: string) => `Votez jusqu’au ${until}.`,
  tells,
};
