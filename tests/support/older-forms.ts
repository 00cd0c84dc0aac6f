import {
  loadCommittedContents,
  partsOfContent,
} from '#server/public-schema/load-committed-contents.ts';
import { commitsTo } from '#server/transparency-log/append-entries.ts';
import { AUTHOR_FORM, commitRow } from '#shared/transparency-log/commitments.ts';
import type { TestApp } from './app.ts';

/** Rewrites entries that wait as versions wrote them that committed in an older form. */
export async function writeOlderForm(site: TestApp, form: 1 | 2): Promise<void> {
  await site.database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    const entries = await tx.recordEntry.findMany({ where: { form: AUTHOR_FORM, leaf: null } });
    const authors = entries.flatMap(({ author }) => author ?? []);
    await tx.recordAuthorSalt.deleteMany({ where: { commitment: { in: authors } } });
    const revisions = await tx.platformRevision.findMany({ select: { id: true } });
    const changes = await tx.standingChange.findMany({ select: { id: true } });
    const contents = await loadCommittedContents(tx, [
      ...entries.map(({ subject }) => subject),
      ...revisions.map(({ id }) => `platform-corrections/${id}`),
      ...changes.map(({ id }) => `standing-changes/${id}`),
    ]);
    for (const entry of entries) {
      const { id, salt } = entry;
      const [name = '', content] =
        [...contents].find(([subject, row]) => commitsTo({ ...entry, subject }, row)) ?? [];
      const parts = partsOfContent(name, content);
      if (parts === null || salt === null) throw new Error(`${entry.kind} commits to no row`);
      const older = { ...commitRow(form, salt, parts, null), form, author: null };
      await tx.recordEntry.update({ where: { id }, data: older });
    }
  });
}
