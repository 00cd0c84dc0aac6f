import {
  INBOX_KIND_SUBJECTS,
  type FollowKind,
  type InboxItem,
  type InboxSubjectKind,
} from '#shared/community/inbox.ts';
import { Face } from '#web/ui/face.tsx';
import { Icon, type IconName } from '#web/ui/icon.tsx';
import { Tile } from '#web/ui/tile.tsx';

const ICONS: Readonly<Record<InboxSubjectKind, IconName>> = {
  post: 'bubble',
  thread: 'bubble',
  platform: 'list',
  client: 'list',
  boycott: 'envelope',
  'own-self': 'eye',
  'own-private': 'eye',
  'own-payout': 'eye',
  'own-claim': 'clock',
  member: 'person',
  'own-decision': 'hand',
  'own-jury': 'hand',
  'own-case': 'hand',
  case: 'hand',
  act: 'hand',
};

type Subject = { readonly kind: InboxSubjectKind | FollowKind; readonly name: string | null };

/** What stands before the row of a subject: a platform's tile, a member's face, else an icon. */
export function SubjectMark({ kind, name }: Subject) {
  if (name !== null && (kind === 'platform' || kind === 'own-claim')) return <Tile name={name} />;
  if (name !== null && kind === 'member') return <Face pseudonym={name} />;
  return (
    <span className="row-mark">
      <Icon name={ICONS[kind]} />
    </span>
  );
}

/** What stands before the row of an inbox item: who did it, else what it is about. */
export function ItemMark({ item: { kind, about } }: { item: InboxItem }) {
  const by = about?.by ?? null;
  if (by !== null) return <Face pseudonym={by} />;
  return <SubjectMark kind={INBOX_KIND_SUBJECTS[kind]} name={about?.name ?? null} />;
}
