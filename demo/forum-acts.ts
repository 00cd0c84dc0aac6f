import type { Secrets } from '#server/core/secrets.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { publishPost, startThread } from '#server/community/forum/actions.ts';
import { proposeMove } from '#server/community/forum/propose-move.ts';
import { proposeOwnGuide } from '#server/community/forum/propose-guide.ts';
import { setInboxChoice } from '#server/community/inbox/set-inbox-choice.ts';
import { decideOnThread } from '#server/community/forum/decide-on-thread.ts';
import { followUpPosts } from '#server/community/forum/follow-up-posts.ts';
import { editPost } from '#server/community/forum/edit-post.ts';
import { markSolution } from '#server/community/forum/mark-solution.ts';
import { writeQuoteOfPost } from '#server/community/forum/quote-post.ts';
import { reactToPost } from '#server/community/forum/reactions.ts';
import { withdrawPost } from '#server/community/forum/withdraw-post.ts';
import { followSubject } from '#server/community/inbox/follow.ts';
import {
  setAllowsMessages,
  sendPrivateMessage,
} from '#server/community/private-messages/actions.ts';
import { agreeAsModerator, confirmInDemo } from './second-person.ts';
import type { ForumAct } from './plan.ts';

/** What was published so far, by its key in the plan. */
type Published = {
  readonly get: (key: string) => string;
  readonly set: (key: string, id: string) => void;
};

const NOTHING_ATTACHED = { picture: null, origin: null };

/** Does what one act in the forum says, by the actions that members use. */
export async function actInForum(
  tx: Db,
  viewer: Viewer,
  act: ForumAct,
  { ids, secrets }: { ids: Published; secrets: Secrets },
  at: Date,
): Promise<void> {
  switch (act.kind) {
    case 'start-thread': {
      const { category, title, about } = act;
      const text = await fillIn(tx, viewer, act.text, at);
      const input = { category, title, text, ...(await subjectOf(tx, about)) };
      const thread = await startThread(tx, viewer, input, NOTHING_ATTACHED, at);
      ids.set(act.key, thread.id);
      return ids.set(act.post, thread.postId);
    }
    case 'post': {
      const quote = act.quotes === null ? '' : await quoteAgain(tx, ids.get(act.quotes));
      const text = `${quote}${await fillIn(tx, viewer, act.text, at)}`;
      // Who is asked about a watched word publishes anyway.
      const input = { text, asked: true };
      const post = await publishPost(tx, viewer, ids.get(act.of), input, NOTHING_ATTACHED, at);
      await followUpPosts(tx);
      return ids.set(act.key, post.id);
    }
    case 'edit-post': {
      const text = await fillIn(tx, viewer, act.text, at);
      return void (await editPost(tx, viewer, ids.get(act.of), { text }, NOTHING_ATTACHED, at));
    }
    case 'react': {
      const { text, hiddenBy } = await tx.forumPost.findUniqueOrThrow({
        where: { id: ids.get(act.of) },
        select: { text: true, hiddenBy: true },
      });
      // Nobody reacts to what was taken back or hidden since.
      if (text === null || hiddenBy !== null) return;
      const input = { kind: act.reaction };
      return void (await reactToPost(tx, secrets, viewer, ids.get(act.of), input));
    }
    case 'solve': {
      const input = { post: ids.get(act.post) };
      return void (await markSolution(tx, viewer, ids.get(act.of), input, at));
    }
    case 'withdraw-post':
      return void (await withdrawPost(tx, viewer, ids.get(act.of), at));
    case 'propose-guide': {
      const input = { reason: act.reason, sources: act.sources.join('\n') };
      return void (await proposeOwnGuide(tx, viewer, ids.get(act.of), input, at));
    }
    case 'read-guide':
      return agreeAsModerator(tx, viewer, { guide: ids.get(act.of) }, at);
    case 'propose-merge': {
      const to = ids.get(act.into);
      const input = { move: 'merge', to, reason: act.reason } as const;
      return void (await proposeMove(tx, viewer, ids.get(act.of), input, at));
    }
    case 'agree-to-merge':
      return agreeAsModerator(tx, viewer, { merged: ids.get(act.of) }, at);
    case 'volunteer':
      return setInboxChoice(tx, viewer, { answersQuestions: true });
    case 'pin-thread': {
      const decision = { decision: 'pin', reason: act.reason } as const;
      const { act: proposed } = await decideOnThread(tx, viewer, ids.get(act.of), decision, at);
      return confirmInDemo(tx, proposed, at);
    }
    case 'close-thread': {
      const { rule, reason } = act;
      const decision = { decision: 'close', rule, reason } as const;
      const { act: proposed } = await decideOnThread(tx, viewer, ids.get(act.of), decision, at);
      return confirmInDemo(tx, proposed, at);
    }
    case 'follow-platform': {
      const where = { slug: act.slug };
      const { id } = await tx.platform.findUniqueOrThrow({ where, select: { id: true } });
      return followSubject(tx, viewer.id, 'platform', id, at);
    }
    case 'allow-messages':
      return setAllowsMessages(tx, viewer, true, at);
    case 'message':
      return void (await sendPrivateMessage(
        tx,
        secrets,
        viewer,
        { to: act.to, text: act.text },
        at,
      ));
  }
}

async function subjectOf(
  tx: Db,
  about: { platform: string } | { client: string } | null,
): Promise<{ platform?: string; client?: string }> {
  if (about === null || 'platform' in about) return about ?? {};
  const where = { name: about.client };
  const client = await tx.client.findFirst({ where, select: { slug: true } });
  // In a small community nobody may have worked for it.
  return client === null ? {} : { client: client.slug };
}

/** What a reply that quotes a post begins with; nothing where it was taken back since. */
async function quoteAgain(tx: Db, id: string): Promise<string> {
  const { text, place, member } = await tx.forumPost.findUniqueOrThrow({
    where: { id },
    select: { text: true, place: true, member: { select: { pseudonym: true } } },
  });
  if (text === null) return '';
  return writeQuoteOfPost({ id, place, text, pseudonym: member?.pseudonym ?? null });
}

/** Puts the id of somebody else's proof, shown by then, where the words ask for one. */
async function fillIn(tx: Db, viewer: Viewer, text: string, at: Date): Promise<string> {
  const [asked, slug] = /\{proof:([a-z0-9-]+)\}/.exec(text) ?? [];
  if (asked === undefined || slug === undefined) return text;
  const proof = await tx.payout.findFirst({
    where: {
      platform: { slug },
      state: 'received',
      shownFrom: { lte: at },
      NOT: { author: { memberId: viewer.id } },
    },
    orderBy: [{ shownFrom: 'desc' }, { id: 'asc' }],
    select: { id: true },
  });
  return text.replace(asked, proof?.id ?? '');
}
