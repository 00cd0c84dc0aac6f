import type { PageName } from '#shared/core/paths.ts';

/** A section of a legal page: heading, anchor, sentences, points, links. */
export type LegalSection = {
  /** The section's anchor, which never changes since addresses name it. */
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly points?: readonly string[];
  readonly link?: { readonly page: PageName; readonly label: string };
};

/**
 * A section in the message catalogue, where its anchor is the key, and the link is only its label.
 */
type SectionText = Omit<LegalSection, 'id' | 'link'> & { readonly link?: string };

/** The page to which a section's link leads, by legal page and anchor. */
const LINKS = {
  legalNotice: { contact: 'notice', reponse: 'reply' },
  siteRules: {
    'qui-decide': 'publicRecord',
    signaler: 'moderation',
    preuves: 'rules',
    avis: 'reviewChecks',
    retrait: 'myEvidence',
    contester: 'legalNotice',
    jurys: 'juries',
  },
  privacy: {
    'forum-repris': 'claimPseudonym',
    forum: 'forum',
    moderation: 'moderation',
    series: 'rules',
    boycotts: 'sealedPledge',
    'preuves-privees': 'privateEvidence',
    nouvelles: 'following',
    carnet: 'workbook',
    registre: 'publicRecord',
    signalements: 'notice',
    reponses: 'reply',
    'messages-prives': 'messages',
    'les-autres': 'settings',
    droits: 'settings',
  },
  reviewChecks: { refus: 'siteRules', doute: 'notice' },
} as const satisfies Record<string, Readonly<Record<string, PageName>>>;

export function legalSectionsOf(
  page: keyof typeof LINKS,
  texts: Readonly<Record<string, SectionText>>,
): LegalSection[] {
  const pages: Readonly<Record<string, PageName>> = LINKS[page];
  return Object.entries(texts).map(([id, { link, ...text }]) => {
    const to = pages[id];
    if ((link === undefined) !== (to === undefined)) throw new Error(`${page} ${id}: half a link`);
    return link === undefined || to === undefined
      ? { id, ...text }
      : { id, ...text, link: { page: to, label: link } };
  });
}
