import { LANGUAGES, isLanguage, type Language } from './languages.ts';

/** The address of every page in both languages, under `/fr` and `/en`. */
export const PAGE_PATHS = {
  home: { fr: '', en: '' },
  me: { fr: '/moi', en: '/me' },
  platforms: { fr: '/plateformes', en: '/platforms' },
  addPlatform: { fr: '/plateformes/ajouter', en: '/platforms/add' },
  comparePlatforms: { fr: '/plateformes/comparer', en: '/platforms/compare' },
  platform: { fr: '/plateformes/:slug', en: '/platforms/:slug' },
  platformReviews: { fr: '/plateformes/:slug/avis', en: '/platforms/:slug/reviews' },
  platformProofs: { fr: '/plateformes/:slug/preuves', en: '/platforms/:slug/proofs' },
  platformTasks: { fr: '/plateformes/:slug/taches', en: '/platforms/:slug/tasks' },
  platformForum: { fr: '/plateformes/:slug/forum', en: '/platforms/:slug/forum' },
  platformAbout: { fr: '/plateformes/:slug/a-propos', en: '/platforms/:slug/about' },
  correctPlatform: { fr: '/plateformes/:slug/corriger', en: '/platforms/:slug/correct' },
  platformRevisions: { fr: '/plateformes/:slug/corrections', en: '/platforms/:slug/corrections' },
  platformSheet: { fr: '/plateformes/:slug/fiche', en: '/platforms/:slug/sheet' },
  platformStandings: { fr: '/plateformes/:slug/statuts', en: '/platforms/:slug/standings' },
  reportPayout: { fr: '/declarer/paiement', en: '/report/pay-out' },
  reportTask: { fr: '/declarer/tache', en: '/report/task' },
  reportIncident: { fr: '/declarer/incident', en: '/report/incident' },
  writeReview: { fr: '/plateformes/:slug/noter', en: '/platforms/:slug/rate' },
  clients: { fr: '/clients', en: '/clients' },
  addClient: { fr: '/clients/ajouter', en: '/clients/add' },
  client: { fr: '/clients/:slug', en: '/clients/:slug' },
  clientHistory: { fr: '/clients/:slug/historique', en: '/clients/:slug/history' },
  changeClient: { fr: '/clients/:slug/modifier', en: '/clients/:slug/change' },
  reviewClient: { fr: '/clients/:slug/noter', en: '/clients/:slug/rate' },
  proofs: { fr: '/preuves', en: '/proofs' },
  proof: { fr: '/preuves/:id', en: '/proofs/:id' },
  tasks: { fr: '/taches', en: '/tasks' },
  task: { fr: '/taches/:id', en: '/tasks/:id' },
  editTaskReport: { fr: '/taches/retours/:id/modifier', en: '/tasks/reports/:id/edit' },
  editPayout: { fr: '/preuves/:id/modifier', en: '/proofs/:id/edit' },
  ownPayout: { fr: '/mes-paiements/:id', en: '/my-payouts/:id' },
  checks: { fr: '/verifications', en: '/checks' },
  check: { fr: '/verifications/:id', en: '/checks/:id' },
  myClaims: { fr: '/paiements-attendus', en: '/my-claims' },
  myEvidence: { fr: '/mes-preuves', en: '/my-evidence' },
  workbook: { fr: '/carnet', en: '/workbook' },
  barometer: { fr: '/barometre', en: '/barometer' },
  barometerMethod: { fr: '/barometre/methode', en: '/barometer/method' },
  edition: { fr: '/barometre/:edition', en: '/barometer/:edition' },
  rules: { fr: '/statuts', en: '/standings' },
  signUp: { fr: '/inscription', en: '/sign-up' },
  signIn: { fr: '/connexion', en: '/sign-in' },
  recover: { fr: '/retrouver', en: '/recover' },
  recoveryPhrase: { fr: '/phrase-de-secours', en: '/recovery-phrase' },
  passkeys: { fr: '/cles-d-acces', en: '/passkeys' },
  settings: { fr: '/reglages', en: '/settings' },
  legalNotice: { fr: '/mentions-legales', en: '/legal-notice' },
  siteRules: { fr: '/regles', en: '/rules' },
  privacy: { fr: '/confidentialite', en: '/privacy' },
  reviewChecks: { fr: '/avis-controle', en: '/review-checks' },
  notice: { fr: '/signaler', en: '/report' },
  reply: { fr: '/repondre', en: '/reply' },
  replies: { fr: '/reponses', en: '/replies' },
  domain: { fr: '/repondre/domaine', en: '/reply/domain' },
  dispute: { fr: '/repondre/contester', en: '/reply/dispute' },
  legalDemands: { fr: '/demandes-legales', en: '/legal-demands' },
  noticeReceipt: { fr: '/signaler/recu', en: '/report/receipt' },
  transparency: { fr: '/transparence', en: '/transparency' },
  data: { fr: '/donnees', en: '/data' },
  publicRecord: { fr: '/registre', en: '/record' },
  verify: { fr: '/registre/verifier', en: '/record/verify' },
  overlay: { fr: '/dans-la-page', en: '/in-the-page' },
  offline: { fr: '/sans-ligne', en: '/offline' },
  whatCanIDo: { fr: '/que-faire', en: '/what-can-i-do' },
  letterPayment: { fr: '/que-faire/paiement', en: '/what-can-i-do/payment' },
  letterRefusal: { fr: '/que-faire/refus', en: '/what-can-i-do/refusal' },
  letterData: { fr: '/que-faire/donnees', en: '/what-can-i-do/data' },
  forum: { fr: '/forum', en: '/forum' },
  forumCategory: { fr: '/forum/rubriques/:slug', en: '/forum/categories/:slug' },
  newThread: { fr: '/forum/nouveau-sujet', en: '/forum/new-thread' },
  firstPosts: { fr: '/forum/premiers-messages', en: '/forum/first-posts' },
  thread: { fr: '/forum/sujets/:id', en: '/forum/threads/:id' },
  forumPost: { fr: '/forum/messages/:id', en: '/forum/posts/:id' },
  editPost: { fr: '/forum/messages/:id/modifier', en: '/forum/posts/:id/edit' },
  postHistory: { fr: '/forum/messages/:id/historique', en: '/forum/posts/:id/history' },
  member: { fr: '/membres/:pseudonym', en: '/members/:pseudonym' },
  inbox: { fr: '/nouvelles', en: '/inbox' },
  following: { fr: '/nouvelles/abonnements', en: '/inbox/following' },
  mail: { fr: '/nouvelles/courriel', en: '/inbox/mail' },
  search: { fr: '/recherche', en: '/search' },
  messages: { fr: '/messages-prives', en: '/messages' },
  conversation: { fr: '/messages-prives/:pseudonym', en: '/messages/:pseudonym' },
  flaggedMessages: { fr: '/messages-signales', en: '/flagged-messages' },
  flag: { fr: '/signaler-un-message', en: '/flag' },
  moderation: { fr: '/moderation', en: '/moderation' },
  moderationCase: { fr: '/moderation/dossiers/:id', en: '/moderation/cases/:id' },
  watchedWords: { fr: '/moderation/mots-surveilles', en: '/moderation/watched-words' },
  moderationBatch: {
    fr: '/moderation/dossiers/:id/messages-du-jour',
    en: '/moderation/cases/:id/posts-of-day',
  },
  secondPerson: { fr: '/moderation/seconde-personne', en: '/moderation/second-person' },
  act: { fr: '/moderation/actes/:id', en: '/moderation/acts/:id' },
  decisions: { fr: '/moderation/decisions', en: '/moderation/decisions' },
  decision: { fr: '/moderation/decisions/:id', en: '/moderation/decisions/:id' },
  appeal: { fr: '/moderation/decisions/:id/recours', en: '/moderation/decisions/:id/appeal' },
  juries: { fr: '/moderation/jurys', en: '/moderation/juries' },
  jury: { fr: '/moderation/jurys/:id', en: '/moderation/juries/:id' },
  ownJury: { fr: '/moderation/jurys/:id/ma-part', en: '/moderation/juries/:id/my-part' },
  duties: { fr: '/moderation/attendu', en: '/moderation/expected' },
  claimPseudonym: { fr: '/reprendre-mon-pseudonyme', en: '/claim-my-pseudonym' },
  survey: { fr: '/enquete', en: '/survey' },
  answerSurvey: { fr: '/enquete/repondre', en: '/survey/answer' },
  boycotts: { fr: '/boycotts', en: '/boycotts' },
  proposeBoycott: { fr: '/boycotts/proposer', en: '/boycotts/propose' },
  sealedPledge: { fr: '/boycotts/sous-enveloppe-fermee', en: '/boycotts/sealed-pledge' },
  ownBoycotts: { fr: '/boycotts/les-miens', en: '/boycotts/mine' },
  boycott: { fr: '/boycotts/:id', en: '/boycotts/:id' },
  changeBoycott: { fr: '/boycotts/:id/modifier', en: '/boycotts/:id/change' },
  boycottVersions: { fr: '/boycotts/:id/versions', en: '/boycotts/:id/versions' },
  boycottTranslations: { fr: '/boycotts/:id/traductions', en: '/boycotts/:id/translations' },
  organiseBoycott: { fr: '/boycotts/:id/organiser', en: '/boycotts/:id/organise' },
  boycottLetter: { fr: '/boycotts/:id/lettre', en: '/boycotts/:id/letter' },
  boycottPledges: { fr: '/boycotts/:id/engagements', en: '/boycotts/:id/pledges' },
  boycottOutcome: { fr: '/boycotts/:id/resultat', en: '/boycotts/:id/outcome' },
  boycottLookBack: { fr: '/boycotts/:id/apres-coup', en: '/boycotts/:id/look-back' },
  withdrawBoycott: { fr: '/boycotts/:id/retirer', en: '/boycotts/:id/withdraw' },
  callOffBoycott: { fr: '/boycotts/:id/arreter', en: '/boycotts/:id/call-off' },
  privateEvidence: { fr: '/preuves-privees', en: '/private-evidence' },
  privateChecks: { fr: '/preuves-privees/verifier', en: '/private-evidence/check' },
  privateCheck: { fr: '/preuves-privees/verifier/:id', en: '/private-evidence/check/:id' },
  boycottKit: { fr: '/boycotts/:id/kit', en: '/boycotts/:id/kit' },
  shareBoycott: { fr: '/boycotts/:id/partager', en: '/boycotts/:id/share' },
} as const satisfies Record<string, Record<Language, string>>;

export type PageName = keyof typeof PAGE_PATHS;
/** A page with its path parameters, query and anchor. */
export type PageAddress = {
  readonly page: PageName;
  readonly parameters?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly anchor?: string;
};
export const PAGE_NAMES = Object.keys(PAGE_PATHS) as PageName[];

type Pieces = { readonly texts: readonly string[]; readonly names: readonly string[] };

/** Paths split in advance at their `:names`, since a page makes hundreds of addresses. */
const PIECES = Object.fromEntries(
  Object.entries(PAGE_PATHS).map(([page, paths]) => [
    page,
    Object.fromEntries(
      LANGUAGES.map((language) => [language, piecesOf(`/${language}${paths[language]}`)]),
    ),
  ]),
) as Record<PageName, Record<Language, Pieces>>;

function piecesOf(path: string): Pieces {
  const pieces = path.split(/:(\w+)/);
  return {
    texts: pieces.filter((_, nth) => nth % 2 === 0),
    names: pieces.filter((_, nth) => nth % 2 === 1),
  };
}

/**
 * The address of a page: parameters named in the path replace its `:names`, the others become the
 * query.
 */
export function pathTo(
  language: Language,
  page: PageName,
  parameters: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const { texts, names } = PIECES[page][language];
  let path = texts[0] ?? '';
  for (const [nth, name] of names.entries()) {
    path += encodeURIComponent(parameters[name] ?? '') + (texts[nth + 1] ?? '');
  }
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (asked.length === 0) return path;
  return `${path}?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))}`;
}

type Segments = { readonly page: PageName; readonly segments: readonly string[] };

const SEGMENTS = Object.fromEntries(
  LANGUAGES.map((language) => {
    const byCount: Segments[][] = [];
    for (const page of PAGE_NAMES) {
      const segments = PAGE_PATHS[page][language].split('/').slice(1);
      (byCount[segments.length] ??= []).push({ page, segments });
    }
    return [language, byCount];
  }),
) as Record<Language, Segments[][]>;

/** The page of an address; null without one. */
export function matchPagePath(
  pathname: string,
): { language: Language; page: PageName; parameters: Record<string, string> } | null {
  const [, first, ...rest] = pathname.replace(/\/$/, '').split('/');
  if (!isLanguage(first)) return null;
  for (const { page, segments } of SEGMENTS[first][rest.length] ?? []) {
    const parameters: Record<string, string> = {};
    const fits = segments.every((segment, index) => {
      const given = rest[index] ?? '';
      if (!segment.startsWith(':')) return segment === given;
      const value = decodeSegment(given);
      if (value === null) return false;
      parameters[segment.slice(1)] = value;
      return true;
    });
    if (fits) return { language: first, page, parameters };
  }
  return null;
}

/**
 * The addresses of the same page in the other languages, for `hreflang` and the language switch.
 */
export function pathInOtherLanguages(pathname: string): Record<Language, string> | null {
  const match = matchPagePath(pathname);
  if (match === null) return null;
  const entries = LANGUAGES.map((language) => [
    language,
    pathTo(language, match.page, match.parameters),
  ]);
  return Object.fromEntries(entries) as Record<Language, string>;
}

function decodeSegment(text: string): string | null {
  try {
    return text === '' ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The path of an address as members paste it, with or without scheme, or of a path; null where it is none. */
export function pathOfAddress(typed: string): string | null {
  const whole = /^(?:\/|[a-z]+:)/iu.test(typed) ? typed : `https://${typed}`;
  return URL.parse(whole, 'https://site.invalid')?.pathname ?? null;
}
