import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const posts = (n: number): string => count(n, 'message', 'messages');
const threads = (n: number): string => count(n, 'sujet', 'sujets');

export const forum = {
  title: 'Forum',
  say: 'Une question, un doute, une bonne adresse\u00a0: demandez à qui fait le même travail.',
  description: 'Les micro-travailleurs se parlent\u00a0: paiements, tâches, astuces, droits.',
  start: 'Ouvrir un sujet',
  where: 'Où vous êtes',
  posts,
  threads,
  pinned: 'Épinglé',
  closed: 'Fermé',
  unread: (n: number) => count(n, 'nouveau', 'nouveaux'),
  unreadHint: 'Aller au premier message non lu',
  justNow: 'à l’instant',

  search: {
    label: 'Chercher dans le forum',
    placeholder: 'Un mot, une plateforme…',
    button: 'Chercher',
  },

  home: {
    categories: 'Rubriques',
    latest: 'Derniers sujets',
    latestSay: 'Le dernier message d’abord.',
    toLatest: 'Voir les derniers sujets',
    none: 'Aucun sujet pour l’instant.',
    empty: {
      title: 'Ce forum attend sa première question',
      say: 'Demandez ce que vous cherchez à savoir\u00a0: d’autres le cherchent aussi.',
      how: [
        'Une plateforme vous semble louche\u00a0: demandez si elle paie.',
        'Votre paiement tarde\u00a0: dites depuis quand, et ce qu’on vous répond.',
        'Vous avez trouvé une astuce\u00a0: racontez-la.',
      ],
    },
    news: (n: number) =>
      `${threads(n)} ${n < 2 ? 'a' : 'ont'} des messages que vous n’avez pas lus.`,
    noNews: 'Vous avez tout lu.',
    allRead: 'Tout marquer comme lu',
  },

  list: {
    titleAbout: (name: string) => `Sujets\u00a0: ${name}`,
    titleBy: (name: string) => `Sujets de ${name}`,
    none: 'Aucun sujet ici pour l’instant. Ouvrez le premier.',
    noneOlder: 'Il n’y a pas de sujet plus ancien.',
    older: 'Sujets plus anciens',
    newest: 'Revenir aux plus récents',
    feed: 'Suivre par un flux Atom',
    all: 'Tout le forum',
  },

  section: {
    title: 'Au forum',
    say: 'Ce que des membres en disent. Rien n’y entre dans les chiffres.',
    none: 'Personne n’en parle encore au forum.',
    all: 'Tous les sujets',
    start: 'Ouvrir un sujet',
    ask: 'Poser la question au forum',
    homeSay: 'Ce dont on parle en ce moment.',
    homeNone: 'Personne n’a encore rien demandé. Ouvrez le premier sujet.',
  },

  thread: {
    by: 'Ouvert par',
    description: (title: string, page: number) => `${title}, page ${page}.`,
    kinds: {
      platform: 'Sujet sur la plateforme',
      client: 'Sujet sur le client',
      task: 'Sujet sur la tâche',
      proof: 'Sujet sur une preuve de',
    },
    proofName: (platform: string) => `Preuve de ${platform}`,
    pinned: 'Épinglé par la modération.',
    closed: (rule: string) => `Fermé. ${rule}.`,
    decided: (day: string, reason: string) => `Décision du ${day}\u00a0: «\u00a0${reason}\u00a0»`,
    slow: (time: string) => `Sujet ralenti\u00a0: un message toutes les ${time} par membre.`,
    slowTimes: { 300: '5\u00a0minutes', 3600: '60\u00a0minutes', 86400: '24\u00a0heures' },
    renamed: (before: string) =>
      `Titre changé par la modération. Avant\u00a0: «\u00a0${before}\u00a0».`,
    record: 'Voir la décision au registre',
    resume: (place: number) => `Reprendre au message ${place}`,
    newHere: 'Nouveaux depuis votre passage',
    pages: 'Pages du sujet',
    pagesAbove: 'Pages du sujet, au-dessus des messages',
    page: (n: number) => `Page ${n}`,
    pageOf: (n: number, pages: number) => `Page ${n} sur ${pages}`,
    previous: 'Précédente',
    next: 'Suivante',
    toReply: 'Répondre',
    toEnd: 'Aller au dernier message',
    rename: 'Changer le titre',
    renameSend: 'Enregistrer le titre',
  },

  post: {
    number: (place: number) => `Message ${place}`,
    link: (place: number) => `Adresse du message ${place}`,
    new: 'nouveau',
    edited: 'modifié',
    withdrawn: 'Retiré par son auteur.',
    ignored: (place: number) => `Message ${place}, d’un membre que vous ignorez`,
    quote: 'Citer',
    edit: 'Modifier',
    report: 'Signaler',
    withdraw: 'Retirer',
    withdrawSay: 'Le texte, ses anciennes versions et ses images sont effacés pour de bon.',
    withdrawSend: 'Oui, retirer mon message',
    picture: (n: number, place: number) => `Image ${n} du message ${place}`,
  },

  reply: {
    title: 'Répondre',
    text: 'Votre message',
    textHint: 'Markdown accepté\u00a0: **gras**, > citation, liens.',
    send: 'Publier',
    picture: 'Joindre une image',
    signIn: 'Connectez-vous pour répondre.',
    signUp: 'Pas de compte\u00a0? Un pseudonyme et un mot de passe suffisent.',
    signed: (who: string) => `Votre message portera votre pseudonyme\u00a0: ${who}.`,
    closed: 'Ce sujet est fermé\u00a0: on peut le lire, plus y répondre.',
    notNow: 'Vous ne pouvez pas répondre ici.',
    firstPosts: (left: number, aDay: number) =>
      left === 0
        ? `Vos premiers messages\u00a0: ${aDay} par jour. Revenez demain.`
        : `Vos premiers messages sont comptés\u00a0: encore ${left} aujourd’hui, sur ${aDay}.`,
    firstLinks: (links: number) => `Et ${count(links, 'lien', 'liens')} au plus dans chacun.`,
    firstWhy: 'Cela tient les robots à distance. La limite part après quelques messages.',
  },

  offer: {
    title: {
      received: 'Vous parlez d’un paiement reçu',
      waiting: 'Vous parlez d’un paiement qui tarde',
      refused: 'Vous parlez d’un paiement refusé',
      incident: 'Vous parlez d’un compte fermé ou d’argent bloqué',
    },
    say: 'Déclaré, il compte dans le statut. Une demi-minute suffit.',
    hidden:
      'Votre déclaration ne porte pas votre pseudonyme. Qui lit ce message peut la reconnaître : plateforme, mois et montant le permettent. Vous pouvez la signer. Ou attendez, et retirez de ce message les chiffres et les dates.',
    send: {
      received: 'Déclarer ce paiement',
      waiting: 'Déclarer cette attente',
      refused: 'Déclarer ce refus',
      incident: 'Déclarer cet incident',
    },
  },

  moderate: {
    title: 'Modération',
    say: 'Chaque décision entre au registre public, avec sa raison.',
    decisions: {
      pin: 'Épingler',
      unpin: 'Ne plus épingler',
      close: 'Fermer',
      reopen: 'Rouvrir',
      move: 'Déplacer',
      slow: 'Ralentir',
      rename: 'Changer le titre',
    },
    choose: 'Choisissez…',
    rule: 'Règle',
    rules: {
      settled: 'Question réglée',
      elsewhere: 'Suite dans un autre sujet',
      R4: 'Données d’autrui (R4)',
      R5: 'Manque de respect (R5)',
      R6: 'Contenu illicite (R6)',
      R7: 'Publicité (R7)',
    },
    reason: 'Raison',
    reasonHint: 'Une phrase. Tout le monde la lira.',
    newTitle: 'Nouveau titre',
    category: 'Nouvelle rubrique',
    seconds: 'Un message par membre toutes les',
    noSlow: 'sans limite',
  },

  write: {
    title: 'Ouvrir un sujet',
    sub: 'Un titre clair attire les bonnes réponses.',
    category: 'Rubrique',
    categoryEmpty: 'Choisissez…',
    name: 'Titre',
    nameHint: 'La question, en une phrase.',
    aboutHint: 'Si le sujet porte sur une plateforme\u00a0: son nom ou son adresse.',
    about: 'Plateforme',
    aboutFixed: 'Ce sujet portera sur',
    send: 'Publier le sujet',
    similar: 'Peut-être déjà demandé',
    similarSay: (name: string) => `Ces sujets portent sur ${name}.`,
    lookFirst: 'Cherchez d’abord\u00a0: la réponse est peut-être là.',
    seen: 'Ce que les autres verront',
    seenList: [
      'Votre titre, votre texte, vos images et votre pseudonyme.',
      'Le jour et l’heure, et vos corrections.',
      'Jamais vos paiements\u00a0: ils se déclarent ailleurs, sans pseudonyme.',
    ],
  },

  edit: {
    title: (place: number) => `Modifier le message ${place}`,
    sub: 'L’ancienne version reste lisible dans l’historique.',
    send: 'Enregistrer',
    remove: 'Ses images',
    removeHint: 'Une image retirée est effacée pour de bon.',
    keepAll: 'Garder',
    removeOne: (n: number) => `Retirer l’image ${n}`,
    full: (n: number) => `Un message a ${count(n, 'image', 'images')} au plus.`,
    cancel: 'Revenir au message',
    gone: 'Ce message a été retiré.',
    notYours: 'Ce message n’est pas à vous, ou ne se modifie plus.',
  },

  history: {
    title: (place: number) => `Versions du message ${place}`,
    of: (who: string) => `Message de ${who}, dans`,
    say: 'La plus récente d’abord. Ce qui est ajouté est souligné, ce qui est ôté est barré.',
    version: (n: number) => `Version ${n}`,
    current: 'celle qu’on lit',
    added: 'ajouté\u00a0: ',
    removed: 'ôté\u00a0: ',
    end: ', fin',
    one: 'Ce message n’a jamais été modifié.',
    rewritten: 'Réécrit en grande partie\u00a0: les deux textes sont l’un sous l’autre.',
  },

  done: {
    posted: 'Votre message est publié.',
    'thread-started': 'Votre sujet est ouvert. Vous saurez quand on y répond.',
    edited: 'Votre message est modifié.',
    withdrawn: 'Votre message est retiré, avec ses versions et ses images.',
    'thread-withdrawn': 'Votre sujet est retiré. Personne n’y avait répondu.',
    renamed: 'Le titre est changé.',
    decided: 'C’est fait, et inscrit au registre public.',
    'all-read': 'Tout est marqué comme lu.',
  } as Record<string, string>,
};
