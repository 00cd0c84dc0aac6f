import { REACTIONS, type ForumPost, type Reaction } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { Form } from '#web/ui/form.tsx';
import { Icon, type IconName } from '#web/ui/icon.tsx';
import { postApiPath } from './api-paths.ts';

export const REACTION_ICONS = { thanks: 'heart', 'me-too': 'hand' } as const satisfies Record<
  Reaction,
  IconName
>;

/** "Thank you" and "me too" on a post: one form where the viewer may react, else the counts. */
export function Reactions({ post }: { post: ForumPost }) {
  const { reactions, can } = post;
  const counts = { thanks: reactions.thanks, 'me-too': reactions.meToo };
  if (can.react) {
    return (
      <Form
        name={`react-${post.place}`}
        action={`${postApiPath(post.id)}/reactions`}
        className="reactions"
      >
        {REACTIONS.map((kind) => (
          <ReactionButton key={kind} post={post} kind={kind} count={counts[kind]} />
        ))}
      </Form>
    );
  }
  const shown = REACTIONS.filter((kind) => counts[kind] > 0);
  if (shown.length === 0) return null;
  return (
    <div className="reactions">
      {shown.map((kind) => (
        <ReactionCount key={kind} kind={kind} count={counts[kind]} />
      ))}
    </div>
  );
}

function ReactionButton(props: { post: ForumPost; kind: Reaction; count: number }) {
  const { t } = usePage();
  const { post, kind, count } = props;
  const given = post.reactions.own.includes(kind);
  return (
    <button
      name={given ? 'undo' : 'kind'}
      value={kind}
      className="button second small"
      aria-pressed={given}
      aria-describedby={`m${post.place}-author`}
    >
      <Icon name={REACTION_ICONS[kind]} />
      {t.forum.post.react[kind]} {count === 0 ? null : <span className="count">{count}</span>}
    </button>
  );
}

function ReactionCount({ kind, count }: { kind: Reaction; count: number }) {
  const { t } = usePage();
  return (
    <span className="reaction-count">
      <Icon name={REACTION_ICONS[kind]} /> {t.forum.post.reacted[kind]({ count })}
    </span>
  );
}
