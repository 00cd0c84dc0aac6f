import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { drawCheckers } from '#server/collective/private-evidence/draw-checkers.ts';
import { runPrivateEvidenceJob } from '#server/collective/private-evidence/private-evidence-job.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import type { InboxItem, InboxResponse } from '#shared/community/inbox.ts';
import type {
  OwnPrivateEvidenceResponse,
  PrivateChecksResponse,
} from '#shared/collective/private-evidence.ts';
import type { TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';

export const PRIVATE_EVIDENCE_TEXT =
  'Je fais de la transcription depuis deux ans, la capture montre mon tableau de bord.';
/** What is left of a piece that is destroyed. */
export const NOTHING_LEFT = { evidence: 0, voices: 0, lines: 0, entries: 0 };

/** What the tests of private evidence do on a site; `png` is the picture that is sent. */
export function privateEvidenceRequests(site: TestApp, png: Uint8Array) {
  const { prisma } = site.database;
  return {
    send: async (
      by: TestMember,
      { platform = 'clickworker', file = false }: { platform?: string; file?: boolean } = {},
    ): Promise<string> => {
      const options = { cookie: by.cookie, ...(file ? { file: { bytes: png } } : {}) };
      const fields = { platform, text: PRIVATE_EVIDENCE_TEXT };
      const answer = await postForm(site, '/api/private-evidence', fields, options);
      expect(answer.statusCode, answer.body).toBe(201);
      return answer.json<{ id: string }>().id;
    },
    /** Checkers are drawn from the day after it came on. */
    nextDay: async (days = 1): Promise<void> => {
      site.clock.advanceDays(days);
      await drawCheckers(site.database, site.clock.now);
    },
    say: (id: string, by: TestMember, accepts: 'yes' | 'no') =>
      site.post(`/api/private-evidence/${id}/voice`, { accepts }, by.cookie),
    waitingFor: async (by: TestMember): Promise<string[]> => {
      const answer = await site.get('/api/private-evidence', by.cookie);
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json<PrivateChecksResponse>().evidence.map(({ id }) => id);
    },
    own: async (by: TestMember): Promise<OwnPrivateEvidenceResponse> =>
      (await site.get('/api/me/private-evidence', by.cookie)).json(),
    lines: async (by: TestMember, kind: string): Promise<InboxItem[]> => {
      const { items } = (await site.get('/api/me/inbox', by.cookie)).json<InboxResponse>();
      return items.filter((item) => item.kind === kind);
    },
    storedFiles: async (): Promise<string[]> => {
      const folder = join(site.dataDir, 'files');
      const entries = await readdir(folder, { recursive: true }).catch(() => []);
      return entries.filter((name) => name.endsWith('.webp'));
    },
    leftOf: async (id: string): Promise<object> => ({
      evidence: await prisma.privateEvidence.count({ where: { id } }),
      voices: await prisma.privateEvidenceAnswer.count({ where: { evidenceId: id } }),
      lines: await prisma.inboxItem.count({ where: { subject: id } }),
      entries: await prisma.recordEntry.count({ where: { subject: { contains: id } } }),
    }),
    runDue: () => runPrivateEvidenceJob(site.database, site.store, site.clock.now),
    /** Whatever waits, with its files. */
    removeAll: async (): Promise<void> => {
      const rows = await prisma.privateEvidence.findMany();
      await prisma.privateEvidence.deleteMany();
      for (const { pictureKey } of rows) {
        // oxlint-disable-next-line no-await-in-loop
        await deletePictureIfUnused(site.database, site.store, pictureKey);
      }
    },
    pictureOf: async (id: string): Promise<string> => {
      const row = await prisma.privateEvidence.findUniqueOrThrow({ where: { id } });
      return row.pictureKey ?? 'none';
    },
  };
}
