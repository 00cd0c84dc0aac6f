import { beforeAll, expect, test } from 'vitest';
import { PUBLIC_TABLES } from '#server/public-schema/all-tables.ts';
import {
  loadCommittedContents,
  logSubjectOf,
} from '#server/public-schema/load-committed-contents.ts';
import { ENTRY_KINDS } from '#shared/transparency-log/entry-kinds.ts';
import {
  appendEntry,
  appendIfContentChanged,
  commitsTo,
} from '#server/transparency-log/append-entries.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { entryKindSentence } from '#web/transparency-log/entry-kind-sentence.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

test('every kind of act has words in both languages', () => {
  for (const language of LANGUAGES) {
    const t = messagesFor(language);
    const missing = Object.keys(ENTRY_KINDS).filter((kind) => entryKindSentence(kind, t) === kind);
    expect(missing.map((kind) => `web/i18n/${language}.json lacks record.kinds.${kind}`)).toEqual(
      [],
    );
  }
});

test('what acts commit to beside their subject is in the catalogue, and so are their subjects', () => {
  const names = new Set(PUBLIC_TABLES.map(logSubjectOf));
  const rows = Object.values(ENTRY_KINDS).flatMap((kind) => ('of' in kind ? [kind.of] : []));
  expect(rows.filter((row) => !names.has(row))).toEqual([]);
});

/** A post as a member publishes it. */
async function publish(text: string): Promise<{ id: string; cookie: string; memberId: string }> {
  const { cookie, id: memberId } = await makeMember(site);
  const thread = { category: 'paiements', title: 'Une question', text };
  const started = await site.post('/api/forum/threads', thread, cookie);
  expect(started.statusCode, started.body).toBe(201);
  const { id: threadId } = started.json<{ id: string }>();
  const { id } = await site.database.prisma.forumPost.findFirstOrThrow({ where: { threadId } });
  return { id, cookie, memberId };
}

async function lastOf(subject: string) {
  return site.database.prisma.recordEntry.findFirstOrThrow({
    where: { subject },
    orderBy: { id: 'desc' },
  });
}

test('an act commits to what everybody reads, and to nobody who acted', async () => {
  const { id, memberId } = await publish('Payée en six semaines.');
  const entry = await lastOf(`post/${id}`);
  const contents = await site.database.prisma.$transaction((tx) =>
    loadCommittedContents(tx, [`post/${id}`]),
  );
  const content = contents.get(`post/${id}`);
  expect(content).toMatchObject({ id, text: 'Payée en six semaines.', pictures: [] });
  expect(JSON.stringify(content)).not.toContain(memberId);
  expect(commitsTo(entry, content)).toBe(true);
  expect(entry.actor).toBeNull();
});

test('an act whose subject is not public writes nothing', async () => {
  const nobodys = { kind: 'post-published', subject: 'post/zzzzzzzzzzzz' } as const;
  const act = site.database.prisma.$transaction((tx) => appendEntry(tx, site.clock.now, nobodys));
  await expect(act).rejects.toThrow('is not public');
  expect(await kindsInRecord(site, nobodys.subject)).toEqual([]);
});

test('what its author changed while it could not be read is said anew when it comes back', async () => {
  const { id, cookie } = await publish('Une adresse privée.');
  const hands = await makeHands(site);
  await decide(site, hands, { kind: 'post', id }, 'remove');
  await site.post(`/api/forum/posts/${id}`, { text: 'Sans adresse.' }, cookie);
  await decide(site, hands, { kind: 'post', id }, 'restore');
  expect(await kindsInRecord(site, `post/${id}`)).toEqual([
    'post-published',
    'post-removed',
    'post-edited',
    'post-restored',
    'content-stated',
  ]);
  // Unchanged, it is not said again.
  await site.database.prisma.$transaction((tx) =>
    appendIfContentChanged(tx, site.clock.now, `post/${id}`),
  );
  expect((await kindsInRecord(site, `post/${id}`)).length).toBe(5);
});
