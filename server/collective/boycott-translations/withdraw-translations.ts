import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';

/**
 * Withdraws all translations of what the viewer takes back, a boycott with all its texts or one message,
 * whoever wrote them: they say what she takes back.
 */
export async function withdrawTranslations(
  tx: Db,
  viewer: Viewer,
  original: { readonly boycottId: string } | { readonly messageId: string },
  now: Date,
): Promise<void> {
  const translations = await tx.boycottTranslation.findMany({
    where: original,
    select: { id: true, memberId: true },
    orderBy: { id: 'asc' },
  });
  for (const { id, memberId } of translations) {
    await withdrawContent(tx, memberId ?? viewer.id, 'boycott-translation', id, now);
  }
}
