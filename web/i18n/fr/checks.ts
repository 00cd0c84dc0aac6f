import type {
  CheckRule,
  CheckDecisionKind,
  DoubtReason,
  VoiceBlock,
} from '#shared/evidence/checks.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const members = (n: number): string => count(n, 'membre', 'membres');

const reasons: Record<DoubtReason, string> = {
  amount: 'Le montant ne correspond pas',
  recycled: 'L’image a déjà servi',
  'other-platform': 'Ce n’est pas cette plateforme',
  unreadable: 'L’image est illisible',
  'personal-data': 'L’image montre des données personnelles',
};

const rules: Record<CheckRule, string> = {
  'not-genuine': 'Règle R8\u00a0: ce n’est pas une capture vraie de ce paiement',
  'not-shown': 'Règle R11\u00a0: l’image ne montre pas ce paiement',
  'personal-data': 'Règle R4\u00a0: l’image montre des données personnelles',
  sound: 'Règle R11\u00a0: l’image montre bien ce paiement',
  unfounded: 'Rien ne montre que le doute est juste',
};

const kinds: Record<CheckDecisionKind, string> = {
  'uphold-check': 'Le doute est retenu',
  'dismiss-check': 'Le doute est écarté',
};

const blocked: Record<VoiceBlock, string> = {
  'no-proof': '',
  author: 'Les membres établis peuvent confirmer votre preuve, ou la mettre en doute.',
  'signed-out': 'Connectez-vous pour confirmer cette preuve, ou pour en douter.',
  covered: 'L’image est couverte. Attendez qu’elle revienne pour vous prononcer.',
  'not-established': 'Seuls les membres établis peuvent confirmer une preuve, ou en douter.',
};

const verdicts = { right: 'Le doute est juste', wrong: 'Le doute n’est pas juste' };

export const checks = {
  reasons,
  rules,
  kinds,
  done: {
    confirmed: 'C’est noté\u00a0: vous confirmez cette preuve.',
    doubted: 'C’est noté. D’autres membres vont regarder cette preuve.',
    'voice-withdrawn': 'C’est retiré.',
    uncovered: 'Votre image est de nouveau visible.',
    'opinion-given': 'C’est noté. Merci d’avoir regardé.',
    'opinion-withdrawn': 'Votre avis est retiré.',
    decided: 'C’est décidé. La décision est publique.',
  },

  levels: {
    confirmed: 'Confirmée par d’autres membres',
    doubted: 'En question',
    covered: 'Image couverte',
  },

  voices: {
    title: 'Ce que les autres en disent',
    confirmations: (n: number) =>
      n === 0
        ? 'Aucune confirmation pour l’instant.'
        : `${count(n, 'membre établi confirme', 'membres établis confirment')} cette preuve.`,
    confirmed: 'Elle pèse autant qu’une preuve peut peser.',
    toConfirm: (n: number): string =>
      n === 1 ? 'Encore une, et elle pèsera plus.' : 'Avec deux, elle pèsera plus.',
    open: (n: number) => `${count(n, 'question ouverte', 'questions ouvertes')}`,
    watched: 'Des membres regardent cette preuve.',
    doubts: (n: number) => `${members(n)} en ${n < 2 ? 'doute' : 'doutent'}`,
    opinions: (right: number, wrong: number) =>
      `Avis d’autres membres\u00a0: ${right} pour le doute, ${wrong} contre.`,
    noOpinion: 'Personne d’autre n’a encore donné son avis.',
    earlier: 'Au sujet d’une image que son auteur a remplacée.',
    look: 'Regarder et donner mon avis',
    alone: 'Décidé par un modérateur seul.',
    sentences: 'Ce qu’ils ont écrit, pour vous seul·e\u00a0:',
    confirm: 'Je confirme',
    confirmSay: 'L’image montre ce paiement, et vous la croyez vraie.',
    doubt: 'Je doute',
    reason: 'Pourquoi',
    sentence: 'Ce que vous voyez',
    sentenceHint:
      'Une phrase, sans donnée personnelle. Seuls l’auteur et ceux qui vérifient la lisent.',
    covers: 'Des données personnelles\u00a0: l’image est couverte 48 heures, une seule fois.',
    sendDoubt: 'Dire mon doute',
    mineConfirm: 'Vous confirmez cette preuve.',
    mineDoubt: (reason: string) => `Vous doutez de cette preuve\u00a0: ${reason}.`,
    takeBack: 'Retirer ce que j’ai dit',
    settled: 'Une décision a répondu à cette question',
    blocked,
    signIn: 'Se connecter',
    established: 'On le devient avec 3 faits publiés, sur 2 mois au moins.',
  },

  cover: {
    title: 'Votre image est couverte',
    say: 'Un membre dit qu’elle montre des données personnelles. Vous seul·e la voyez.',
    until: (day: string) => `Elle revient d’elle-même le ${day}.`,
    held: 'Une décision la garde couverte\u00a0: elle montre des données personnelles.',
    redact: 'La remplacer par une image mieux masquée',
    nothing: 'Rien de personnel\u00a0? Vous pouvez la montrer de nouveau.',
    show: 'La montrer de nouveau',
    others: 'Image couverte\u00a0: on y a vu des données personnelles.',
    tag: 'image couverte',
    why: 'Pourquoi, et que faire',
  },

  list: {
    title: 'Vérifications',
    say: 'Des preuves que des membres mettent en doute. Votre avis compte.',
    what: [
      'Deux avis d’abord, puis un modérateur décide.',
      'Aucun des trois n’a d’intérêt dans l’affaire.',
      'Votre nom n’est montré à personne.',
    ],
    notEstablished: 'Seuls les membres établis donnent leur avis.',
    howTo: 'On le devient avec 3 faits publiés, sur 2 mois au moins.',
    report: 'Déclarer un paiement',
    none: 'Rien à vérifier pour l’instant.',
    match: 'L’image ressemble à une plus ancienne',
    about: (amount: string, platform: string) => `environ ${amount}, ${platform}`,
    opinions: (n: number, needed: number) => `${n} avis sur ${needed}`,
    answered: 'vous avez répondu',
  },

  check: {
    title: (platform: string) => `Vérifier une preuve\u00a0: ${platform}`,
    match: 'Son image ressemble à celle d’une preuve plus ancienne',
    proof: 'La preuve',
    facts: 'Ce que son auteur déclare',
    pictureAlt: 'L’image de cette preuve',
    covered: 'L’image est couverte. Seul un modérateur peut la voir maintenant.',
    replaced: 'Cette image a été remplacée ou retirée.',
    compare: 'Les deux images',
    later: 'Cette preuve',
    earlier: 'La plus ancienne',
    earlierGone: 'La preuve plus ancienne n’est plus là, ou son image est couverte.',
    proves: 'Une ressemblance ne prouve rien par elle-même.',
    alike: 'Deux paiements d’un même site se ressemblent toujours. Lisez les chiffres.',
    shared: (share: string) => `Nombres que les deux images ont en commun\u00a0: ${share}.`,
    differs: 'En rouge, ce qui diffère\u00a0: # des points.',
    said: { doubt: 'Un doute', ...verdicts },
    sentences: 'Ce qui est dit',
    opinion: 'Votre avis',
    isRight: 'Le doute est-il juste\u00a0?',
    verdicts,
    sentence: 'Pourquoi',
    sentenceHint: 'Une phrase, sans donnée personnelle.',
    send: 'Donner mon avis',
    mine: (verdict: string) => `Votre avis\u00a0: ${verdict}.`,
    takeBack: 'Retirer mon avis',
    decision: 'Décider',
    decisionSay: 'La règle et la raison sont publiques. Votre nom ne l’est pas.',
    missing: (n: number) => `Il manque encore ${n} avis avant de décider.`,
    decidesAlone: 'Vous décidez seul·e\u00a0: la décision le dira.',
    rule: 'Règle',
    reason: 'Raison',
    reasonHint: 'Ce qui le montre, sans donnée personnelle.',
    decide: 'Décider',
    settled: 'Réponse',
    again: 'Décidé par un modérateur seul. Un autre peut décider de nouveau, après les avis.',
    see: 'Voir la preuve',
    all: 'Toutes les vérifications',
  },
};
