import type { Random } from '#demo/random.ts';
import { writeQuoteOfPost } from '#server/community/forum/quote-post.ts';
import {
  RENDERER_VERSION,
  renderPost,
  type RenderContext,
} from '#server/community/forum/render-post.ts';
import { today } from '#shared/core/days.ts';
import { composePost, type Scene } from './compose.ts';
import type { Ground } from './ground.ts';
import type { Person } from './people.ts';

const QUOTES = 0.13;
const CARDS = 0.06;
const CALLS = 0.07;
const EDITED = 0.04;
const WITHDRAWN = 0.008;
/** Share of posts whose author deleted her account. */
const BY_NOBODY = 0.012;

/** What later posts of the thread can quote and mention. */
export type WrittenPost = {
  readonly id: string;
  readonly place: number;
  readonly text: string | null;
  readonly pseudonym: string | null;
};

type Place = { readonly threadId: string; readonly place: number; readonly moment: number };
type Parts = {
  readonly person: Person;
  readonly scene: Scene;
  readonly lately: readonly WrittenPost[];
  readonly surroundings: RenderContext;
};

/** Writes one post in its final state, with versions and record entries. */
export function writePost(
  { writer, newId, until }: Ground,
  { threadId, place, moment }: Place,
  { person, scene, lately, surroundings }: Parts,
  random: Random,
): WrittenPost {
  const id = newId();
  const member = random.chance(BY_NOBODY) && place > 1 ? null : person;
  const posted = today(new Date(moment));
  const withdrawnAt = random.chance(WITHDRAWN) && place > 1 ? later(moment, until, random) : null;
  const editedAt = random.chance(EDITED) ? later(moment, until, random) : null;
  const first = composeAround(scene, person, lately, random);
  const text = editedAt === null ? first : mend(first, scene, person, random);
  const post = { id, threadId, place, memberId: member?.id ?? null };
  const dates = {
    postedAt: new Date(moment).toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
  };
  writer.record(posted, 'post-published', `post/${id}`, withdrawnAt !== null);
  if (withdrawnAt !== null) {
    const withdrawnOn = today(withdrawnAt);
    // A tombstone is anonymous.
    writer.add('forum_post', {
      ...post,
      ...dates,
      memberId: null,
      editedAt: null,
      text: null,
      html: null,
      renderer: RENDERER_VERSION,
      cards: [],
      withdrawnOn,
    });
    writer.record(withdrawnOn, 'post-withdrawn', `post/${id}`);
    return { id, place, text: null, pseudonym: null };
  }
  const { html, cards } = renderPost(text, surroundings);
  writer.add('forum_post', {
    ...post,
    ...dates,
    text,
    html,
    renderer: RENDERER_VERSION,
    cards,
    withdrawnOn: null,
  });
  if (editedAt !== null) {
    writer.add('forum_post_version', {
      postId: id,
      number: 1,
      text: first,
      replacedAt: editedAt.toISOString(),
    });
    writer.record(today(editedAt), 'post-edited', `post/${id}`);
  }
  return { id, place, text, pseudonym: member?.pseudonym ?? null };
}

/** Adds a quote, a mention and a card to a text. */
function composeAround(
  scene: Scene,
  person: Person,
  lately: readonly WrittenPost[],
  random: Random,
): string {
  const said = composePost(scene, person.hand, random);
  const quoted = lately.length > 0 && random.chance(QUOTES) ? random.pick(lately) : null;
  const quote =
    quoted === null || quoted.text === null
      ? ''
      : writeQuoteOfPost({ ...quoted, text: quoted.text });
  const called = lately.length > 0 && random.chance(CALLS) ? random.pick(lately).pseudonym : null;
  const call = called === null || called === person.pseudonym ? '' : `@${called} `;
  const card = random.chance(CARDS) ? `\n\n${scene.link()}` : '';
  return `${quote}${call}${said}${card}`;
}

/** An edited text: longer or shorter. */
function mend(text: string, scene: Scene, person: Person, random: Random): string {
  const more = composePost(scene, person.hand, random).split('\n\n')[0] ?? '';
  return random.chance(0.8) ? `${text}\n\nÉdit : ${more}` : text.replace(/[.!]?$/, ' (corrigé).');
}

/** Mostly minutes later, sometimes days; null after the end. */
function later(moment: number, until: Date, random: Random): Date | null {
  const minutes = random.chance(0.8) ? random.int(1, 90) : random.int(90, 20_000);
  const at = new Date(moment + minutes * 60_000);
  return at < until ? at : null;
}
