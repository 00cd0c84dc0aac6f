import { matchPagePath, type PageName } from '#shared/core/paths.ts';

/** The five places of the bar at the foot of a phone's screen, and what stands in the header. */
export type Section =
  'home' | 'platforms' | 'tasks' | 'proofs' | 'report' | 'forum' | 'boycotts' | 'me' | 'inbox';

const PAGES: Readonly<Record<Section, readonly PageName[]>> = {
  home: ['home'],
  platforms: [
    'platforms',
    'addPlatform',
    'comparePlatforms',
    'platform',
    'platformReviews',
    'platformProofs',
    'platformTasks',
    'platformForum',
    'platformAbout',
    'correctPlatform',
    'platformRevisions',
    'platformSheet',
    'platformStandings',
    'writeReview',
    'clients',
    'addClient',
    'client',
    'clientHistory',
    'changeClient',
    'reviewClient',
  ],
  tasks: ['tasks', 'task', 'editTaskReport'],
  proofs: ['proofs', 'proof', 'editPayout'],
  report: ['reportPayout', 'reportTask', 'reportIncident'],
  forum: ['forum', 'forumCategory', 'newThread', 'thread', 'forumPost', 'editPost', 'postHistory'],
  boycotts: [
    'boycotts',
    'proposeBoycott',
    'sealedPledge',
    'boycott',
    'changeBoycott',
    'boycottVersions',
    'boycottTranslations',
    'organiseBoycott',
    'boycottLetter',
    'boycottPledges',
    'boycottOutcome',
    'boycottLookBack',
    'withdrawBoycott',
    'callOffBoycott',
    'shareBoycott',
    'boycottKit',
  ],
  me: [
    'me',
    'signIn',
    'signUp',
    'recover',
    'recoveryPhrase',
    'passkeys',
    'settings',
    'workbook',
    'myClaims',
    'myEvidence',
    'ownPayout',
    'ownBoycotts',
    'checks',
    'check',
    'messages',
    'conversation',
    'following',
    'duties',
  ],
  inbox: ['inbox', 'mail'],
};

const SECTIONS: ReadonlyMap<PageName, Section> = new Map(
  (Object.keys(PAGES) as Section[]).flatMap((section) =>
    PAGES[section].map((page) => [page, section] as const),
  ),
);

/** On a phone, what has no place of its own in the bar stands under another. */
const ON_PHONE: Partial<Record<Section, Section>> = {
  tasks: 'platforms',
  proofs: 'platforms',
  boycotts: 'forum',
};

/** The section of an address; null where it belongs to none, e.g. the privacy policy. */
export function sectionOf(path: string): { wide: Section | null; phone: Section | null } {
  const page = matchPagePath(path.split('?')[0] ?? path)?.page;
  const found = page === undefined ? undefined : SECTIONS.get(page);
  if (found === undefined) return { wide: null, phone: null };
  return { wide: found, phone: ON_PHONE[found] ?? found };
}
