import type { BoycottState, Outcome } from '#shared/collective/boycotts.ts';
import type { Measure } from '#shared/governance/cases.ts';
import type { InboxKind } from '#shared/community/inbox.ts';
import { counter } from '#web/i18n/count.ts';
import { appealEnds } from './jury-acts.ts';
import type { AppealState } from '#shared/governance/appeals.ts';

const count = counter('fr');
const members = (n: number): string => count(n, 'membre', 'membres');
const gone = 'Un compte effacé';

/** What a line of the inbox says, in words where a language matters. */
export type LineFacts = {
  /** The platform, the client, or the title of the thread. */
  readonly name: string;
  /** A pseudonym; null for an account that is gone. */
  readonly by: string | null;
  readonly count: number;
  readonly before: string;
  readonly after: string;
  readonly month: string;
  readonly members: number;
  readonly reporters: number;
  readonly reviewers: number;
  readonly state: 'open' | 'upheld' | 'dismissed';
  /** Of a decision on a case, of a flag, and of a pause. */
  readonly measure: Measure;
  readonly outcome: 'upheld' | 'not-upheld' | 'unfounded';
  readonly appeal: AppealState;
  readonly unfounded: number;
  readonly flags: number;
  readonly day: string;
  /** Of a boycott: the step that it came to, and how it ended. */
  readonly boycott: BoycottState;
  readonly ending: Outcome;
  readonly reached: boolean;
  /** Of private evidence. */
  readonly shown: 'accepted' | 'refused' | 'unanswered';
};

const things: Readonly<Record<string, string>> = {
  post: 'Votre message',
  payout: 'Votre paiement',
  incident: 'Votre incident',
  review: 'Votre avis',
  'client-review': 'Votre avis sur un client',
  'task-report': 'Votre retour de tâche',
  guess: 'Votre supposition',
  reply: 'Votre réponse',
  boycott: 'Le texte de votre boycott',
};
const decided: Record<Measure, string> = {
  hide: 'une décision masque ce contenu. Lisez pourquoi, et comment la contester.',
  remove: 'une décision retire ce contenu de la lecture. Lisez pourquoi.',
  veil: 'un modérateur voile ce contenu pour 72 heures. Lisez pourquoi.',
  restore: 'ce contenu est montré de nouveau.',
  dismiss: 'un signalement est venu. Rien ne change.',
};
const outcomes = {
  upheld: 'votre signalement est retenu.',
  'not-upheld': 'votre signalement n’est pas retenu. Lisez pourquoi.',
  unfounded: 'il est jugé manifestement infondé. Trop de tels signalements mènent à une pause.',
};

const steps: Record<Exclude<BoycottState, 'ended'>, string> = {
  proposed: 'il attend trois personnes qui le soutiennent.',
  debated: 'le débat est ouvert. Son texte peut encore changer.',
  pledging: 'on peut s’y engager, sous enveloppe fermée.',
  on: 'il a commencé.',
  failed: 'il n’a pas abouti. Les engagements sont détruits.',
};
const enough = 'assez de personnes se sont engagées. Il va commencer.';
const endings: Record<Outcome, string> = {
  won: 'il est terminé, et gagné.',
  partly: 'il est terminé, et gagné en partie.',
  lost: 'il est terminé, et perdu.',
  'called-off': 'il est arrêté.',
  unsaid: 'il est terminé. Son résultat n’est pas encore dit.',
};
const shownTo = {
  accepted: 'Votre preuve privée est acceptée, puis détruite. Vous pouvez vous engager.',
  refused: 'Votre preuve privée n’a pas suffi. Elle est détruite. Envoyez-en une autre.',
  unanswered:
    'Votre preuve privée est restée sans réponse. Elle est détruite. Envoyez-la de nouveau.',
};

const lines: Record<InboxKind, (line: LineFacts) => string> = {
  mention: ({ by, name }) => `${by ?? gone} vous mentionne dans «\u00a0${name}\u00a0».`,
  quote: ({ by, name }) => `${by ?? gone} vous cite dans «\u00a0${name}\u00a0».`,
  thread: ({ count: n, name }) =>
    `${count(n, 'nouveau message', 'nouveaux messages')} dans «\u00a0${name}\u00a0».`,
  'platform-claims': ({ month, members: n, name }) =>
    `En ${month}, ${members(n)} ont dit attendre un paiement de ${name}.`,
  'platform-standing': ({ name, before, after }) =>
    `${name}\u00a0: statut «\u00a0${after}\u00a0», avant «\u00a0${before}\u00a0».`,
  'platform-reply': ({ name }) => `Une réponse est publiée sur la page de ${name}.`,
  client: ({ month, name, reporters, reviewers }) => {
    const said = [
      reporters === 0 ? null : `${members(reporters)} ont décrit des tâches`,
      reviewers === 0 ? null : `${members(reviewers)} ont donné un avis`,
    ].filter((part) => part !== null);
    return `${name}, en ${month}\u00a0: ${said.join(', ')}.`;
  },
  'client-reply': ({ name }) => `Une réponse est publiée sur la page de ${name}.`,
  'boycott-step': ({ name, boycott, ending, reached }) => {
    const step = boycott === 'ended' ? endings[ending] : steps[boycott];
    const said = boycott === 'pledging' && reached ? enough : step;
    return `Boycott «\u00a0${name}\u00a0»\u00a0: ${said}`;
  },
  'boycott-ballot': ({ name }) =>
    `Boycott «\u00a0${name}\u00a0»\u00a0: les personnes engagées peuvent voter.`,
  'boycott-deadline': ({ name }) =>
    `Votre boycott «\u00a0${name}\u00a0»\u00a0: cette étape finit dans un jour au plus.`,
  'boycott-key-asked': ({ name }) =>
    `Le boycott «\u00a0${name}\u00a0» vous demande une clé. Acceptez-vous\u00a0?`,
  'boycott-key-waits': ({ name }) =>
    `Boycott «\u00a0${name}\u00a0»\u00a0: des enveloppes attendent votre clé.`,
  'private-evidence': ({ shown }) => shownTo[shown],
  'private-check': ({ name }) => `Une preuve privée sur ${name} attend votre avis.`,
  'claim-reminder': ({ name }) => `Vous attendez un paiement de ${name}. Est-il arrivé\u00a0?`,
  check: ({ name, state }) =>
    ({
      open: `Une question est posée sur votre preuve de ${name}.`,
      upheld: `Votre preuve de ${name}\u00a0: le doute est jugé fondé.`,
      dismissed: `Votre preuve de ${name}\u00a0: la question est close, elle tient.`,
    })[state],
  message: ({ by, count: n }) =>
    `${count(n, 'message privé', 'messages privés')} de la part de ${by ?? gone}.`,
  'message-flag': ({ by }) =>
    `Un modérateur a décidé du message de ${by ?? gone} que vous avez signalé.`,
  decision: ({ name, measure }) => `${things[name] ?? name}\u00a0: ${decided[measure]}`,
  'flag-decided': ({ outcome }) => `Une décision est prise\u00a0: ${outcomes[outcome]}`,
  appeal: ({ appeal }) => `Votre recours\u00a0: ${appealEnds[appeal]}`,
  'jury-called': () => 'Un jury va décider d’un texte qui vous concerne. Aidez à le tirer au sort.',
  'jury-reveal': () => 'L’heure du tirage est passée. Révélez les mots que vous gardez.',
  'jury-duty': () => 'Vous êtes tiré·e au sort pour un jury. Vous avez trois jours pour répondre.',
  'flags-paused': ({ unfounded, flags, day }) =>
    `${unfounded} de vos ${flags} signalements étaient infondés. Vous pourrez signaler le ${day}.`,
  case: () => 'Un dossier urgent attend un modérateur.',
  'act-waits': () => 'Un autre modérateur propose quelque chose. Il faut votre accord.',
  'act-drawn': () => 'Vous êtes tiré·e au sort\u00a0: dites oui ou non à une proposition.',
  'act-answered': () => 'Ce que vous avez proposé a reçu une réponse.',
  'messages-suspended': () => 'Une décision vous retire les messages privés. Lisez pourquoi.',
};

export const inbox = {
  title: 'Mes nouvelles',
  nav: (unread: string | null) => (unread === null ? 'Nouvelles' : `Nouvelles (${unread})`),
  say: 'Ce qui vous concerne, et ce que vous suivez.',
  none: 'Rien pour l’instant. Suivez une plateforme, un client, un sujet ou un boycott.',
  lines,
  own: 'Une nouvelle concerne ce que vous avez publié ou signalé, ou un jury.',
  gone: 'Ce dont parlait cette ligne n’existe plus.',
  unread: 'Non lu',
  read: 'Marquer comme lu',
  readAll: 'Tout marquer comme lu',
  first: 'Revenir au début',
  next: 'Plus anciennes',
  kept: 'Une ligne lue s’efface après 30\u00a0jours.',
  following: 'Mes abonnements',
  done: {
    read: 'Ligne marquée comme lue.',
    'all-read': 'Tout est marqué comme lu.',
  } as Record<string, string>,

  follow: {
    begin: {
      thread: 'Suivre ce sujet',
      platform: 'Suivre cette plateforme',
      client: 'Suivre ce client',
      boycott: 'Suivre ce boycott',
    },
    end: {
      thread: 'Ne plus suivre ce sujet',
      platform: 'Ne plus suivre cette plateforme',
      client: 'Ne plus suivre ce client',
      boycott: 'Ne plus suivre ce boycott',
    },
    done: {
      followed: 'C’est noté. Vous lirez la suite dans vos nouvelles.',
      unfollowed: 'C’est noté. Vous n’en aurez plus de nouvelles.',
    } as Record<string, string>,
    boycott: {
      title: 'Suivre',
      say: 'Vous lirez chaque étape. Suivre n’est pas s’engager, et personne ne le voit.',
    },
  },

  mine: {
    title: 'Mes abonnements',
    say: 'Personne d’autre ne voit cette liste.',
    none: 'Vous ne suivez rien. Le bouton est sur chaque plateforme, client, sujet et boycott.',
    kinds: { thread: 'Sujet', platform: 'Plateforme', client: 'Client', boycott: 'Boycott' },
    since: (day: string) => `depuis le ${day}`,
    end: (name: string) => `Ne plus suivre ${name}`,
    endShort: 'Ne plus suivre',
    own: 'Mes propres sujets',
    ownQuestion: 'Suivre les sujets où j’écris',
    ownYes: 'Oui, chaque sujet où j’écris',
    ownNo: 'Non, seulement ceux que je choisis',
    ownSubmit: 'Enregistrer ce choix',
    feed: 'Flux Atom privé',
    feedSay: 'Lisez vos nouvelles dans un lecteur de flux, sans vous connecter.',
    feedAddress: 'Adresse secrète',
    feedWarn: 'Qui a cette adresse lit vos nouvelles. Ne la donnez à personne.',
    feedReader: 'Un lecteur de flux en ligne la connaîtra aussi.',
    feedNone: 'Vous n’avez pas de flux privé.',
    feedMake: 'Créer mon flux privé',
    feedRenew: 'Changer l’adresse',
    feedEnd: 'Supprimer le flux',
    copy: 'Copier',
    copied: 'Copié',
    next: 'La suite',
    done: {
      chosen: 'Votre choix est enregistré.',
      'feed-made': 'Voici l’adresse de votre flux privé. Les précédentes ne marchent plus.',
      'feed-ended': 'Votre flux privé est supprimé. Son adresse ne marche plus.',
    } as Record<string, string>,
  },

  feeds: {
    forum: 'Forum\u00a0: les nouveaux sujets',
    category: (name: string) => `${name}\u00a0: les nouveaux sujets`,
    newThread: (title: string) => `Nouveau sujet\u00a0: ${title}`,
    reply: (by: string, title: string) => `${by} dans «\u00a0${title}\u00a0»`,
    deleted: gone,
    private: 'Mes nouvelles',
    boycott: (title: string) => `Boycott\u00a0: ${title}`,
    boycottStep: (title: string, step: string) => `Boycott «\u00a0${title}\u00a0»\u00a0: ${step}`,
    boycottSteps: {
      proposed: 'proposé',
      changed: 'son texte a changé',
      debated: 'le débat est ouvert',
      pledging: 'on peut s’y engager',
      reached: 'le seuil est atteint',
      on: 'il a commencé',
      failed: 'il n’a pas abouti',
      ended: 'il est terminé',
      'outcome-said': 'son résultat est dit',
      'looked-back': 'un retour est publié',
    },
  },
};
