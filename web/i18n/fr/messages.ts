import type { Writing } from '#shared/community/private-messages.ts';
import { formatDay } from '#web/format.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

export const messages = {
  title: 'Messages privés',
  keep: [
    'Chaque message est supprimé pour les deux après 30 jours.',
    'Il est chiffré chez nous. L’exploitant du site a la clé.',
    'Un voleur de la base saurait qui écrit à qui, et quand. Pas quoi.',
  ],

  more: 'Ce qu’un voleur en saurait',

  list: {
    say: 'Entre membres qui le permettent tous les deux.',
    off: 'Vous ne permettez pas les messages privés. Personne ne peut vous écrire.',
    offLink: 'Les permettre, dans les réglages',
    empty: 'Aucun message. Pour écrire à un membre, ouvrez sa page depuis le forum.',
    forum: 'Ouvrir le forum',
    unread: (n: number) => count(n, 'non lu', 'non lus'),
    mine: 'vous avez écrit en dernier',
    theirs: 'a écrit en dernier',
    ignored: 'ignoré',
    older: 'Conversations plus anciennes',
    newest: 'Revenir aux plus récentes',
  },

  conversation: {
    title: (pseudonym: string) => `Messages avec ${pseudonym}`,
    page: (pseudonym: string) => `Voir la page de ${pseudonym}`,
    all: 'Tous mes messages',
    text: 'Votre message',
    textHint: (max: string) => `Du texte simple, ${max} caractères au plus.`,
    send: 'Envoyer',
    begins: (left: number) =>
      left === 0
        ? 'Vous ne pouvez plus écrire à quelqu’un de nouveau aujourd’hui.'
        : `Aujourd’hui, vous pouvez encore écrire à ${count(left, 'nouvelle personne', 'nouvelles personnes')}.`,
    left: (left: number) => `Encore ${count(left, 'message', 'messages')} pour aujourd’hui.`,
    states: {
      open: '',
      self: 'C’est vous.',
      suspended: 'Une décision vous retire les messages privés.',
      'own-off': 'Vous ne permettez pas les messages privés. Permettez-les pour écrire ici.',
      ignoring: 'Vous ignorez ce membre. Aucun message ne passe entre vous.',
      refused: 'Ce membre ne reçoit pas de messages privés. Vous pouvez lui répondre au forum.',
    } satisfies Record<Writing, string>,
    settings: 'Ouvrir les réglages',
    none: 'Rien entre vous depuis 30 jours.',
    list: 'Les messages, le plus récent d’abord',
    links: 'Un lien reste du texte. Ne le copiez que si vous faites confiance.',
    you: 'Vous',
    daysLeft: (n: number) => `supprimé d’ici ${count(n, 'jour', 'jours')}`,
    unreadable: 'Ce message n’est plus lisible\u00a0: la clé du site a changé.',
    withdraw: 'Retirer ce message pour les deux',
    older: 'Messages plus anciens',
    newest: 'Revenir au plus récent',
    end: 'Ne plus rien recevoir de ce membre',
    endSay: [
      'Vous ne verrez plus ses messages, ici et au forum.',
      'Il n’en saura rien\u00a0: il lira que vous ne recevez pas de messages.',
    ],
    endSubmit: 'Ignorer ce membre',
  },

  flag: {
    title: 'Signaler aux modérateurs',
    say: [
      'Un modérateur lira ce message et votre phrase, sans vos pseudonymes.',
      'Il ne lira rien d’autre de la conversation.',
      'La copie est supprimée dès sa décision, ou après 60 jours.',
      'L’auteur n’apprend rien avant une décision.',
    ],
    sentence: 'Ce qui ne va pas',
    sentenceHint: 'Une phrase suffit. Ne nommez personne.',
    submit: 'Montrer ce message',
    states: {
      waits: 'Signalé\u00a0: un modérateur le lira.',
      none: 'Signalé\u00a0: un modérateur n’y a rien vu contre les règles.',
      suspend: 'Signalé\u00a0: son auteur ne peut plus écrire pendant un temps.',
    },
  },

  suspension: {
    title: 'Vous ne pouvez pas écrire de messages privés',
    until: (day: string) => `Cela prend fin le ${formatDay(day, 'fr')}.`,
    why: 'Un membre a signalé un de vos messages. Un modérateur en a décidé ainsi.',
    rule: 'Règle',
    reason: 'Raison',
    contest: 'Pour contester, écrivez au contact des mentions légales.',
  },

  queue: {
    title: 'Messages signalés',
    say: 'Des messages privés, montrés par la personne qui les a reçus. Sans nom, et sans la suite.',
    moderators: 'Seuls les modérateurs lisent les messages signalés.',
    own: 'Ce que vous avez écrit ou signalé vous-même n’est pas ici.',
    waiting: (n: number) =>
      n === 0 ? 'Aucun message n’attend.' : `${count(n, 'message attend', 'messages attendent')}.`,
    days: (n: number) =>
      n === 0 ? 'signalé aujourd’hui' : `attend depuis ${count(n, 'jour', 'jours')}`,
    text: 'Le message',
    sentence: 'Ce qu’en dit la personne qui l’a reçu',
    unreadable: 'Ce texte n’est plus lisible\u00a0: la clé du site a changé.',
    decision: 'Que faire\u00a0?',
    decisions: {
      none: 'Rien\u00a0: le message ne va contre aucune règle',
      suspend: 'Retirer les messages privés à son auteur pour 30 jours',
    },
    rule: 'Règle, pour un retrait',
    noRule: 'Choisir une règle',
    reason: 'Raison, pour un retrait',
    reasonHint: 'L’auteur la lit. Ne citez pas le message.',
    alone: 'Vous décidez seul·e. Le texte est supprimé dès votre décision.',
    decide: 'Décider',
  },

  settings: {
    title: 'Les autres et moi',
    messages: 'Messages privés',
    messagesSay: [
      'Seuls peuvent vous écrire des membres qui le permettent aussi.',
      'Chaque message est supprimé pour les deux après 30 jours.',
    ],
    messagesOn: 'Vous permettez les messages privés.',
    messagesOff: 'Vous ne permettez pas les messages privés.',
    allow: 'Permettre les messages privés',
    forbid: 'Ne plus les permettre',
    contact: 'Presse et recherche',
    contactSay: [
      'Votre page dira aux membres que presse et recherche peuvent vous contacter.',
      'Elles passent par les messages privés. Permettez donc ces messages aussi.',
      'Vous ne vous engagez à rien. Le site n’en fait aucune liste.',
    ],
    contactOn: 'Votre page le dit.',
    contactOff: 'Votre page n’en dit rien.',
    contactAllow: 'Le dire sur ma page',
    contactForbid: 'Ne plus le dire',
    ignored: 'Membres que j’ignore',
    ignoredNone: 'Vous n’ignorez personne. Le bouton est sur la page de chaque membre.',
    ignoredSay: 'Personne d’autre ne le voit.',
    ignoredEnd: (pseudonym: string) => `Ne plus ignorer ${pseudonym}`,
    open: 'Ouvrir mes messages privés',
    page: 'Voir ma page',
  },

  member: {
    since: (year: number) => `Membre depuis ${year}.`,
    counts: (posts: number, threads: number) =>
      `${count(posts, 'message', 'messages')} et ${count(threads, 'sujet', 'sujets')} au forum.`,
    evidence: 'Cette page montre le forum, et rien de ses preuves.',
    contactable: 'Presse et recherche peuvent contacter ce membre, par message privé.',
    own: 'C’est votre page, comme les autres la voient.',
    settings: 'Changer ce qu’elle dit',
    write: 'Lui écrire un message privé',
    refused: 'Ce membre ne reçoit pas de messages privés.',
    off: 'Pour lui écrire, permettez d’abord les messages privés.',
    signIn: 'Se connecter pour lui écrire',
    ignore: 'Ignorer ce membre',
    ignoreSay: 'Ses messages au forum seront repliés, le reste ne vous arrivera plus.',
    ignoreSecret: 'Ni ce membre ni personne d’autre ne le saura.',
    ignoring: 'Vous ignorez ce membre.',
    endIgnore: 'Ne plus ignorer ce membre',
    posts: 'Ses derniers messages',
    noPosts: 'Aucun message au forum.',
    threads: 'Ses derniers sujets',
    noThreads: 'Aucun sujet au forum.',
    inThread: 'dans',
    postsInThread: (n: number) => count(n, 'message', 'messages'),
    older: 'Plus anciens',
    newest: 'Revenir aux plus récents',
  },

  done: {
    sent: 'Votre message est envoyé.',
    withdrawn: 'Votre message est retiré, pour les deux.',
    flagged: 'Un modérateur lira ce message.',
    decided: 'C’est décidé. Le texte est supprimé.',
    ignored: 'Vous ignorez ce membre. Il n’en saura rien.',
    'ignore-ended': 'Vous n’ignorez plus ce membre.',
    'messages-allowed': 'Les messages privés sont permis.',
    'messages-not-allowed': 'Plus personne ne peut vous écrire.',
    contactable: 'Votre page le dit.',
    'not-contactable': 'Votre page n’en dit plus rien.',
  },
};
