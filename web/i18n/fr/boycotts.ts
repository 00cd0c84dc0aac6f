import type { z } from 'zod/mini';
import type {
  BoycottState,
  boycottFailure,
  outcome,
  saidOutcome,
} from '#shared/collective/boycotts.ts';
import { counter } from '#web/i18n/count.ts';
import { ballots, checkIns, effect, published } from './boycott-course.ts';
import { boycottForms as forms } from './boycott-forms.ts';
import { boycottList as list } from './boycott-list.ts';
import { boycottOrganisers as organisers } from './boycott-organisers.ts';
import { boycottPledge as pledge } from './boycott-pledge.ts';
import { boycottRefuse as refuse } from './boycott-refuse.ts';
import { sealedPledge as sealed } from './sealed-pledge.ts';

const count = counter('fr');

const states: Record<BoycottState, string> = {
  proposed: 'Proposé',
  debated: 'En débat',
  pledging: 'On s’engage',
  on: 'En cours',
  failed: 'N’a pas eu lieu',
  ended: 'Terminé',
};

const failures: Record<z.infer<typeof boycottFailure>, string> = {
  'no-seconders': 'Trop peu de membres l’ont appuyé à temps.',
  'too-few-eligible': 'Trop peu de personnes pouvaient s’engager.',
  'too-few-pledges': 'Le seuil n’a pas été atteint à temps.',
  'called-off': 'Il a été arrêté avant de commencer.',
};

const outcomes: Record<z.infer<typeof outcome>, string> = {
  won: 'Gagné',
  partly: 'Gagné en partie',
  lost: 'Perdu',
  'called-off': 'Arrêté',
  unsaid: 'Sans résultat dit',
};

const outcomeSays: Record<z.infer<typeof outcome>, string> = {
  won: 'C’est fini\u00a0: ce qu’on demandait est obtenu.',
  partly: 'C’est fini\u00a0: une partie de ce qu’on demandait est obtenue.',
  lost: 'C’est fini\u00a0: rien n’a été obtenu.',
  'called-off': 'C’est fini\u00a0: le boycott a été arrêté avant son dernier jour.',
  unsaid: 'C’est fini. Personne n’a encore dit ce qui a été obtenu.',
};

const said: Record<z.infer<typeof saidOutcome>, string> = {
  won: 'Gagné\u00a0: on a obtenu ce qu’on demandait',
  partly: 'Gagné en partie',
  lost: 'Perdu\u00a0: rien n’a été obtenu',
  'called-off': 'Arrêté avant la fin',
};

/** Refusing together: the list, one boycott, its forms, its pledge. */
export const boycotts = {
  title: 'Boycotts',
  say: 'Refuser ensemble une tâche, un client ou une plateforme, sans que personne soit nommé.',
  description:
    'Les boycotts des micro-travailleurs\u00a0: ce qu’on refuse, pourquoi, et où cela en est.',
  states,
  failures,
  outcomes,
  said,
  fast: 'rapide',
  done: {
    proposed: 'Votre appel est publié. Il attend trois membres qui l’appuient, dont un établi.',
    changed: 'Le texte est changé. L’ancienne version reste lisible.',
    seconded: 'Vous appuyez cet appel. Votre nom n’apparaît nulle part.',
    unseconded: 'Vous ne l’appuyez plus.',
    'called-off': 'C’est arrêté.',
    'call-off-asked': 'Les personnes engagées votent maintenant.',
    'key-asked': 'La clé est demandée. La personne l’apprend dans ses nouvelles.',
    'key-dropped': 'Cette clé n’est plus demandée.',
    'outcome-said': 'Le résultat est publié.',
    'looked-back': 'Votre retour est publié.',
    withdrawn: 'Le texte est retiré, avec ses anciennes versions.',
  } as Readonly<Record<string, string>>,

  list,

  mine: {
    title: 'Mes boycotts',
    say: 'Ceux que vous avez proposés. Vos engagements ne sont connus que de votre appareil.',
    none: 'Vous n’avez proposé aucun boycott.',
  },

  refuse,

  one: {
    untitled: 'Un boycott dont le texte est retiré',
    withdrawnTitle: 'Un boycott retiré par son auteur',
    withdrawnSay: 'Son auteur a retiré le texte. Les étapes et les nombres restent.',
    proposedBy: 'Proposé par',
    proposerGone: 'Proposé par un compte supprimé',
    proposerWithdrew: 'Retiré par son auteur',
    now: {
      proposed: (missing: number) =>
        missing === 0
          ? 'Assez de membres l’appuient. Le débat va s’ouvrir.'
          : missing === 1
            ? 'Il manque un membre qui l’appuie pour ouvrir le débat.'
            : `Il manque ${missing} membres qui l’appuient pour ouvrir le débat.`,
      debated: 'On en débat. Le texte peut changer, sauf dans le dernier quart du débat.',
      pledging: (platform: string) =>
        `Les membres qui ont une preuve sur ${platform} peuvent s’engager, sans être nommés.`,
      reached: 'Le seuil est atteint\u00a0: le boycott va commencer.',
      on: 'Le boycott est en cours.',
    },
    outcomeSays,
    slip: 'Où il en est',
    until: {
      proposed: 'Appuis jusqu’au',
      debated: 'Débat jusqu’au',
      pledging: 'Engagements jusqu’au',
      reached: 'Commence le',
      on: 'Dernier jour',
    },
    ends: 'A pris fin le',
    seconders: 'Appuis',
    secondersSay: 'jamais nommés, dont un membre établi',
    secondersOf: (n: number, of: number) => `${n} sur ${of}`,
    threshold: 'Seuil',
    thresholdSay: 'engagements pour qu’il commence',
    eligible: 'Peuvent s’engager',
    eligibleNew: (n: number) => `et ${count(n, 'compte récent', 'comptes récents')}`,
    asked: 'Ont reçu la signature',
    askedSay: 'c’est parmi eux qu’un engagement se cache',
    askedFew: 'moins de 10',
    atLeast: (n: string) => `${n} au moins`,
    pledged: 'Se sont engagés',
    pledgedNew: (n: number) => `dont ${count(n, 'compte récent', 'comptes récents')}`,
    lasts: 'Durée du boycott',
    days: (n: number) => count(n, 'jour', 'jours'),
    next: 'Prochaine étape',
    whose: 'à qui\u00a0:',
    steps: 'Les étapes',
    stepNames: {
      proposed: 'Appel',
      debated: 'Débat',
      pledging: 'Engagés',
      on: 'En cours',
      ended: 'Fini',
    },
    stepsDone: 'fait',
    stepsNow: 'maintenant',
    stoppedHere: 'arrêté ici',
    nextSteps: {
      second: 'L’appuyer, sans être nommé',
      debate: 'En débattre, et améliorer le texte',
      pledge: 'S’engager, sous enveloppe fermée',
      wait: 'Rien\u00a0: il commence de lui-même',
      hold: 'Refuser, et dire chaque jour si l’on tient',
      vote: (until: string) => `Voter, jusqu’au ${until}`,
      sayOutcome: (until: string) => `Dire le résultat, avant le ${until}`,
      lookBack: 'Écrire un retour, avec du recul',
    },
    whoseNames: {
      membersHere: 'membres qui ont une preuve sur cette plateforme',
      debaters: (name: string) => `${name}, et chaque membre au forum`,
      everybody: 'chaque membre au forum',
      eligible: 'chaque personne qui peut s’engager',
      nobody: 'personne',
      pledgers: 'les personnes engagées',
    },
    quarters: [
      'Moins d’un quart du seuil est atteint.',
      'Au moins un quart du seuil est atteint.',
      'Au moins la moitié du seuil est atteinte.',
      'Au moins les trois quarts du seuil sont atteints.',
      'Le seuil est atteint.',
    ],
    quartersWhy: 'Le nombre exact reste caché\u00a0: il trahirait qui vient de s’engager.',
    quartersCaption: (quarters: number) =>
      quarters === 1
        ? '1\u00a0quart du seuil sur\u00a04'
        : `${quarters}\u00a0quarts du seuil sur\u00a04`,
    partakingPast: 'Ce que participer voulait dire',
    partaking: 'Ce que vous feriez, exactement',
    grievance: 'Ce qui ne va pas',
    evidence: 'Les preuves',
    evidenceSay: 'Telles qu’elles sont aujourd’hui.',
    demands: 'Ce qu’on demande',
    endsWhen: 'Ce qui y met fin avant le dernier jour',
    outcome: 'Ce qui a été obtenu',
    lookBack: 'Avec du recul',
    toPledge: 'S’engager',
    toWhy: 'Pourquoi',
    toWhyProven: 'Pourquoi, avec les preuves',
    join: 'Pas engagé·e\u00a0? Vous pouvez refuser aussi, sans rien déclarer.',
    saidBy: 'Dit par qui l’a proposé\u00a0: aucun vote ne l’a tranché.',
    replyOnly: 'Vous êtes visé\u00a0? Répondez.',
    toOwn: 'Retrouver mon engagement',
    share: 'Faire connaître ce boycott',
    reply: 'Vous êtes visé\u00a0? Répondez, ou faites une offre.',
    nowHere: {
      on: 'Boycott en cours ici\u00a0:',
      pledging: 'On s’engage ici pour un boycott\u00a0:',
    },
    thread: 'En débattre au forum',
    second: {
      title: 'Appuyer cet appel',
      say: 'Appuyer veut dire\u00a0: cela mérite un débat. Ce n’est pas s’engager. Il en faut trois, dont un membre établi.',
      send: 'Je l’appuie, sans être nommé·e',
      undo: 'Ne plus l’appuyer',
      signIn: 'Connectez-vous pour l’appuyer. Vous ne serez pas nommé·e.',
      lacks: 'Il faut une preuve à vous sur cette plateforme, et un compte de 48\u00a0heures.',
      mine: 'Vous appuyez cet appel. Personne ne le voit.',
    },
    acts: 'Ce que vous pouvez faire',
    change: 'Changer le texte',
    callOff: 'Arrêter ce boycott',
    withdraw: 'Retirer le texte',
    sayOutcome: 'Dire le résultat',
    writeLookBack: 'Écrire un retour',
    versions: (n: number) =>
      n === 1 ? 'Le texte a changé une fois' : `Le texte a changé ${n} fois`,
    versionsTitle: 'Ce que l’appel disait avant',
    versionsSay: 'Chaque version, avec ce qui y a changé.',
    version: (n: number) => `Version ${n}`,
    current: 'celle d’aujourd’hui',
    first: 'telle que proposée',
    onlyEvidence: 'Seules les preuves ont changé.',
    unchanged: 'Rien n’a changé depuis la première version.',
    back: 'Revenir au boycott',
    ballots,
    checkIns,
    effect,
    pledges: published,
    protect: {
      title: 'Ce qui vous protège, et ce qui ne vous protège pas',
      yes: [
        'Rien dans ce que nous gardons ne relie votre engagement à votre compte.',
        'Si le seuil n’est pas atteint, tout est détruit.',
        'En France, la loi protège un refus concerté\u00a0; un juriste doit le confirmer.',
      ],
      no: [
        'La plateforme voit qui ne travaille plus pour elle.',
        'Qui regarde votre écran voit votre engagement.',
        'Les nombres reposent sur l’honnêteté de qui tient ce site.',
      ],
      yesTitle: 'Cela protège',
      noTitle: 'Cela ne protège pas',
      more: 'Tout lire, avec la loi',
    },
  },

  share: {
    title: 'Faire connaître ce boycott',
    say: 'Envoyez-le à qui fait le même travail. Cette page ne dit rien de vous.',
    text: 'Un texte court à envoyer',
    short: (refuse: string, now: string, url: string) => `${refuse} ${now} ${url}`,
    copy: 'Copier',
    copied: 'Copié',
    link: 'L’adresse',
    qr: 'Code QR qui mène à ce boycott',
    on: (moment: string) => `Tel qu’il était le ${moment}.`,
    image: 'L’image que les autres sites montrent',
    rows: { platform: 'Plateforme', client: 'Client' },
    note: 'Refuser ensemble, sans que personne soit nommé.',
    imageAlt: (title: string) => `${title}\u00a0: où en est ce boycott`,
    print: 'Imprimer cette page donne une affiche, avec le code.',
    careful: 'Prudence\u00a0: la messagerie d’une plateforme est lue par la plateforme.',
  },

  forms,
  pledge,
  organisers,
  sealed,
};
