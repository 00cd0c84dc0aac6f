import { REACTIONS, type ForumPost, type Reaction } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden } from '#web/ui/form.tsx';
import { Icon, type IconName } from '#web/ui/icon.tsx';
import { postApiPath } from './api-paths.ts';

export const REACTION_ICONS = { thanks: 'heart', 'me-too': 'hand' } as const satisfies Record<
  Reaction,
  IconName
>;

/** "Thank you" and "me too" on a post: buttons where the viewer may react, else the counts. */
export function Reactions({ post }: { post: ForumPost }) {
  const { reactions, can } = post;
  const counts = { thanks: reactions.thanks, 'me-too': reactions.meToo };
  const shown = REACTIONS.filter((kind) => can.react || counts[kind] > 0);
  if (shown.length === 0) return null;
  return (
    <div className="reactions">
      {shown.map((kind) =>
        can.react ? (
          <ReactionForm
            key={kind}
            post={post}
            kind={kind}
            count={counts[kind]}
            given={reactions.own.includes(kind)}
          />
        ) : (
          <ReactionCount key={kind} kind={kind} count={counts[kind]} />
        ),
      )}
    </div>
  );
}

function ReactionForm(props: { post: ForumPost; kind: Reaction; count: number; given: boolean }) {
  const { t } = usePage();
  const { post, kind, count, given } = props;
  return (
    <Form
      name={`${kind}-${post.place}`}
      action={`${postApiPath(post.id)}/reactions`}
      className="reaction"
    >
      <Hidden name="kind" value={kind} />
      {given ? <Hidden name="undo" value="yes" /> : null}
      <button
        type="submit"
        className="button second small"
        aria-pressed={given}
        aria-describedby={`m${post.place}-author`}
      >
        <Icon name={REACTION_ICONS[kind]} />
        {t.forum.post.react[kind]} {count === 0 ? null : <span className="count">{count}</span>}
      </button>
    </Form>
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
