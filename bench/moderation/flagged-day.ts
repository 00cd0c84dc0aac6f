import { createRandom } from '#demo/random.ts';
import { col, statement } from '#server/database/sql.ts';
import type { FlagReasonCode } from '#shared/governance/cases.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMembers, type TestMember } from '#tests/support/members.ts';
import { makePost } from '#tests/support/forum.ts';

/** What a post is, as a moderator finds when she reads it. */
export type Truth = 'wave' | 'copied' | 'insult' | 'personal-data' | 'unfounded';

export type FlaggedDay = {
  /** By the id of each flagged post. */
  readonly truth: ReadonlyMap<string, Truth>;
  readonly flags: number;
};

/** Flags of a day of 500. */
const DAY = 500;
/** How many posts of each kind are flagged in such a day, and how many flags each of them has. */
const KINDS: Record<Truth, { posts: number; flags: readonly number[] }> = {
  // 60 of these are flagged twice.
  wave: { posts: 140, flags: [2, 1, 1, 2, 1, 1, 2] },
  copied: { posts: 30, flags: [2] },
  insult: { posts: 40, flags: [2] },
  'personal-data': { posts: 20, flags: [2] },
  unfounded: { posts: 90, flags: [1, 1, 2] },
};
/** Accounts of the wave write 8 posts each, of which 7 are flagged; who insults has 4 flagged. */
const WAVE_EACH = 8;
const WAVE_FLAGGED = 7;
const INSULTS_EACH = 4;
const MINUTE_MS = 60_000;
/** Flags come from eight in the morning to eight in the evening. */
const HOURS = 12;

const REASONS: Record<Truth, readonly FlagReasonCode[]> = {
  wave: ['advertising'],
  copied: ['advertising'],
  insult: ['insult'],
  'personal-data': ['personal-data'],
  unfounded: ['insult', 'invented', 'advertising'],
};

const INSULTS = [
  'Tu es vraiment le roi des imbéciles, toi.',
  'Encore un menteur qui parle sans rien savoir.',
  'Va donc te faire soigner, pauvre type.',
  'Il faut être idiote pour croire une chose pareille.',
  'Bande de voleurs, vous ne valez rien.',
  'Personne ne veut de toi ici, dégage.',
  'Quelle abrutie, elle ne comprend même pas la question.',
];
const NUMBERS = [
  'Le responsable de ma plateforme répond au 06 12 34 56',
  'Appelez Mme Durand, qui valide les tâches, au 07 98 76 54',
  'Son adresse : 12 rue des Lilas à Rennes, appartement',
];

/**
 * Makes a day of flags in a forum: a wave of referral links, a text that many accounts copy, insults,
 * personal data, flags without ground on posts that were there, and second flags of what is flagged.
 */
export async function makeFlaggedDay(site: TestApp, flags: number): Promise<FlaggedDay> {
  const random = createRandom(1);
  const countOf = (kind: Truth): number =>
    Math.max(1, Math.round((KINDS[kind].posts * flags) / DAY));
  const threads = await findThreads(site);
  const write = (member: TestMember, text: string, nth: number): Promise<string> =>
    makePost(site, threads[nth % threads.length] ?? '', { member, text });
  const truth = new Map<string, Truth>();
  const accounts = await makeMembers(site, Math.ceil(countOf('wave') / WAVE_FLAGGED));
  for (const [nth, member] of accounts.entries()) {
    const flagged = Math.min(WAVE_FLAGGED, countOf('wave') - nth * WAVE_FLAGGED);
    for (let post = 0; post < WAVE_EACH; post += 1) {
      const text = `Gagnez ${100 + post} euros avec mon code https://parrain.example/c${nth}`;
      const id = await write(member, text, nth + post);
      if (post < flagged) truth.set(id, 'wave');
    }
  }
  for (const [nth, member] of (await makeMembers(site, countOf('copied'))).entries()) {
    const text = `Tout est expliqué dans ce groupe, numéro ${nth} : https://groupe.example/argent`;
    truth.set(await write(member, text, nth), 'copied');
  }
  const rude = await makeMembers(site, Math.ceil(countOf('insult') / INSULTS_EACH));
  for (let nth = 0; nth < countOf('insult'); nth += 1) {
    const member = rude[Math.floor(nth / INSULTS_EACH)];
    if (member === undefined) throw new Error(`nobody writes insult ${nth}`);
    truth.set(await write(member, INSULTS[nth % INSULTS.length] ?? '', nth), 'insult');
  }
  for (const [nth, member] of (await makeMembers(site, countOf('personal-data'))).entries()) {
    const text = `${NUMBERS[nth % NUMBERS.length]} ${10 + nth}.`;
    truth.set(await write(member, text, nth), 'personal-data');
  }
  for (const id of await findHonestPosts(site, countOf('unfounded'))) truth.set(id, 'unfounded');
  return { truth, flags: await sendFlags(site, truth, random.next) };
}

/** Sends the flags in a random order over the day. */
async function sendFlags(
  site: TestApp,
  truth: ReadonlyMap<string, Truth>,
  next: () => number,
): Promise<number> {
  const flags = [...truth].flatMap(([post, kind], nth) => {
    const times = KINDS[kind].flags[nth % KINDS[kind].flags.length] ?? 1;
    return Array.from({ length: times }, (_, time) => ({
      post,
      kind,
      nth,
      time,
      at: next() + time,
    }));
  });
  const senders = await makeMembers(site, 2 + Math.ceil(flags.length / 10));
  const begin = site.clock.now.getTime();
  for (const [place, { post, kind, nth, time }] of flags
    .toSorted((a, b) => a.at - b.at)
    .entries()) {
    site.clock.now = new Date(begin + (place * HOURS * 60 * MINUTE_MS) / flags.length);
    const reason = REASONS[kind][nth % REASONS[kind].length];
    const body = { about: `post/${post}`, reason, sentence: 'Ce message n’a rien à faire ici.' };
    const sent = await site.post(
      '/api/flags',
      body,
      senders[(nth + time) % senders.length]?.cookie,
    );
    if (sent.statusCode !== 201) throw new Error(`a flag was refused: ${sent.body}`);
  }
  return flags.length;
}

const IDS = { id: col.text };

async function findThreads({ database }: TestApp): Promise<string[]> {
  const rows = await database.sql(
    statement(IDS, 'SELECT id FROM forum_thread WHERE closed_on IS NULL ORDER BY id LIMIT 40'),
  );
  return rows.map(({ id }) => id);
}

/** Posts of the community, spread over its history. */
async function findHonestPosts({ database }: TestApp, count: number): Promise<string[]> {
  const rows = await database.sql(
    statement(
      IDS,
      `SELECT p.id FROM forum_post p JOIN forum_thread t ON t.id = p.thread_id
        WHERE p.text IS NOT NULL AND p.hidden_by IS NULL AND p.member_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM member m WHERE m.id = p.member_id AND m.password_hash = 'none')
        ORDER BY md5(p.id) LIMIT $1::int`,
    ),
    [count],
  );
  return rows.map(({ id }) => id);
}
