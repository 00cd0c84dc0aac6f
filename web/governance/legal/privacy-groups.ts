import type { Messages } from '#web/i18n/messages.ts';

/** The headings of the privacy policy, in order. */
export const PRIVACY_GROUPS = ['readers', 'never', 'time', 'kept', 'disputes'] as const;
type PrivacyGroup = (typeof PRIVACY_GROUPS)[number];
type Anchor = keyof Messages['legal']['privacy']['sections'];

/** A section that stands under no heading would be missing from the page: each anchor has one. */
const GROUP_OF: Readonly<Record<Anchor, PrivacyGroup>> = {
  reconnaitre: 'readers',
  destinataires: 'readers',
  registre: 'readers',
  jamais: 'never',
  abus: 'never',
  cookies: 'never',
  journal: 'never',
  durees: 'time',
  droits: 'time',
  'apres-suppression': 'time',
  bases: 'time',
  compte: 'kept',
  publications: 'kept',
  'preuves-des-autres': 'kept',
  forum: 'kept',
  'forum-repris': 'kept',
  'messages-prives': 'kept',
  'les-autres': 'kept',
  nouvelles: 'kept',
  notifications: 'kept',
  carnet: 'kept',
  boycotts: 'kept',
  enquete: 'kept',
  'preuves-privees': 'kept',
  moderation: 'disputes',
  'messages-signales': 'disputes',
  series: 'disputes',
  signalements: 'disputes',
  reponses: 'disputes',
};

export function privacyGroupOf(anchor: string): PrivacyGroup | undefined {
  return (GROUP_OF as Readonly<Record<string, PrivacyGroup>>)[anchor];
}
