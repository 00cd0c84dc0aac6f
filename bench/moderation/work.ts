import type { ModeratorDeskResponse } from '#shared/governance/case-queue.ts';
import type { PostBatchResponse, PostBatchesResponse } from '#shared/governance/post-batches.ts';
import type { CaseResponse, SecondReviewsResponse } from '#shared/governance/case-handling.ts';
import type { RuleId } from '#shared/core/moderation-decisions.ts';
import type { TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/members.ts';
import type { FlaggedDay, Truth } from './flagged-day.ts';

/** Seconds that a person takes: to look through a page, for a tap, to type a sentence; assumptions. */
export const SECONDS = { page: 12, tap: 2, sentence: 8 };
export type Effort = { pages: number; taps: number; sentences: number };

const RULES: Record<Exclude<Truth, 'unfounded'>, RuleId> = {
  wave: 'R7',
  copied: 'R7',
  insult: 'R5',
  'personal-data': 'R4',
};
const WORDS = { facts: 'On le lit dans le message.', reason: 'Une phrase pour ce message.' };
/** Reported posts of one author and day from which a moderator opens them together. */
const MIN_FLAGGED = 2;

type Person = {
  readonly effort: Effort;
  /** Opens a page by a tap, and reads it. */
  readonly open: <Answer>(path: string) => Promise<Answer>;
  /** Reads what a page says that was opened already. */
  readonly look: <Answer>(path: string) => Promise<Answer>;
  /**
   * Sends a form and reads the page that follows.
   * @returns its path; null where the site refuses, since she has done enough today or nothing is left.
   */
  readonly send: (path: string, fields: object, cost: Partial<Effort>) => Promise<string | null>;
};

function personAt(site: TestApp, { cookie }: TestMember): Person {
  const effort = { pages: 0, taps: 0, sentences: 0 };
  const look = async <Answer>(path: string): Promise<Answer> => {
    const answer = await site.get(path, cookie);
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`);
    return answer.json<Answer>();
  };
  return {
    effort,
    look,
    open: async (path) => {
      effort.pages += 1;
      effort.taps += 1;
      return look(path);
    },
    send: async (path, fields, { taps = 0, sentences = 0 }) => {
      effort.taps += taps;
      effort.sentences += sentences;
      effort.pages += 1;
      const answer = await site.post(path, fields, cookie);
      if (answer.statusCode === 429 || answer.statusCode === 404) return null;
      if (answer.statusCode >= 400) throw new Error(`${path}: ${answer.body}`);
      return answer.json<{ path: string }>().path;
    },
  };
}

const caseIn = (path: string): string | null => /\/dossiers\/(\w+)/.exec(path)?.[1] ?? null;
const truthOf = ({ truth }: FlaggedDay, about: string): Truth => {
  const kind = truth.get(about.replace('post/', ''));
  if (kind === undefined) throw new Error(`${about} was not flagged`);
  return kind;
};

/**
 * A moderator's evening: first posts of one author and day together, then cases, as many as she may take.
 * @param follows she goes on with the case that the site shows next; else back to the list each time.
 * @returns what it took her.
 */
export async function moderate(
  site: TestApp,
  member: TestMember,
  day: FlaggedDay,
  follows: boolean,
): Promise<Effort> {
  const person = personAt(site, member);
  await answerBatches(person, day);
  await answerCases(person, day, follows);
  return person.effort;
}

async function answerBatches(person: Person, day: FlaggedDay): Promise<void> {
  const { open, look, send } = person;
  const seen = new Set<string>();
  const findBatch = async (): Promise<string | undefined> =>
    (await look<PostBatchesResponse>('/api/moderation/batches')).batches.find(
      (one) => one.flagged >= MIN_FLAGGED && !seen.has(one.case),
    )?.case;
  await open<ModeratorDeskResponse>('/api/moderation/cases');
  let shown: string | null = null;
  for (;;) {
    const id: string | undefined = shown ?? (await findBatch());
    if (id === undefined) return;
    seen.add(id);
    const path = `/api/moderation/cases/${id}/batch`;
    const batch = await (shown === null ? open : look)<PostBatchResponse>(path);
    const kind = truthOf(day, batch.first.id);
    const alike = batch.posts.filter((post) => post.alike);
    const chosen =
      kind === 'wave' ? alike : batch.posts.filter(({ id: post }) => day.truth.get(post) === kind);
    if (kind === 'unfounded' || chosen.length === 0) {
      // Back to the list.
      await open<ModeratorDeskResponse>('/api/moderation/cases');
      shown = null;
      continue;
    }
    const ticks = chosen.filter((post) => !post.alike).length;
    const unticks = alike.filter((post) => !chosen.includes(post)).length;
    const fields = { ...WORDS, rule: RULES[kind], posts: chosen.map((post) => post.id) };
    const next = await send(path, fields, { taps: 1 + ticks + unticks, sentences: 1 });
    if (next === null) return;
    shown = caseIn(next);
  }
}

async function answerCases(person: Person, day: FlaggedDay, follows: boolean): Promise<void> {
  const { look, open, send } = person;
  let shown: string | null = null;
  /** The case before was answered by a proposal with whose words the next form begins. */
  let filled = false;
  for (;;) {
    const id: string | null =
      shown ?? caseIn((await send('/api/moderation/next', {}, { taps: 1 })) ?? '');
    if (id === null) return;
    const one = await look<CaseResponse>(`/api/moderation/cases/${id}`);
    const next = await answerCase(send, one, truthOf(day, one.about), filled);
    if (next === null) return;
    const leads = /done=\w+-next/.test(next);
    shown = leads && follows ? caseIn(next) : null;
    filled = shown !== null && next.includes('like=');
    // Who does not follow is back at her list after "no action", as before there was a next case.
    const atList = /\/moderation\?/.test(next) || (leads && next.includes('dismissed'));
    if (shown === null && !atList) await open<ModeratorDeskResponse>('/api/moderation/cases');
  }
}

function answerCase(
  send: Person['send'],
  { id }: CaseResponse,
  kind: Truth,
  filled: boolean,
): Promise<string | null> {
  const path = `/api/moderation/cases/${id}`;
  // She unfolds the form, and sends it.
  if (kind === 'unfounded') return send(`${path}/dismiss`, {}, { taps: 2 });
  const fields = { ...WORDS, rule: RULES[kind] };
  if (kind === 'personal-data') return send(`${path}/veil`, fields, { taps: 2, sentences: 1 });
  const cost = filled ? { taps: 1 } : { taps: 3, sentences: 1 };
  return send(`${path}/proposals`, { ...fields, kind: 'hide' }, cost);
}

/**
 * A second person's evening: she agrees with all that waits for her.
 * @returns what it took her.
 */
export async function answerAsSecond(site: TestApp, member: TestMember): Promise<Effort> {
  const { effort, open, look, send } = personAt(site, member);
  const agree = async (id: string): Promise<string | null> => {
    const path = `/api/moderation/cases/${id}`;
    const { proposals } = await look<CaseResponse>(path);
    const proposal = proposals.find(({ state }) => state === 'open')?.id;
    return send(`${path}/answer`, { proposal, answer: 'agree' }, { taps: 2 });
  };
  for (;;) {
    const list = await open<SecondReviewsResponse>('/api/moderation/seconds');
    let id: string | null = null;
    if (list.can.take) {
      id = caseIn((await send('/api/moderation/seconds/next', {}, { taps: 1 })) ?? '');
    } else {
      id = list.cases[0]?.id ?? null;
      if (id !== null) await open<CaseResponse>(`/api/moderation/cases/${id}`);
    }
    if (id === null) return effort;
    while (id !== null) {
      const next: string | null = await agree(id);
      if (next === null) return effort;
      id = next.includes('done=next-batch') ? caseIn(next) : null;
    }
  }
}
