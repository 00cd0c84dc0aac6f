import { PROPOSABLE_WORD_CHANGES } from '#server/community/watched-words/proposed-changes.ts';
import type { TestApp } from './app.ts';

/** Puts a word on the list of watched ones, as when two people have decided so. */
export async function makeWatchedWord({ database, clock }: TestApp): Promise<void> {
  const payload = { word: 'parrain', questionFr: 'Un code ?', questionEn: 'A code?' };
  const asked = { subjectId: 'wordwordword', rule: null, reason: 'On en voit.', payload };
  const by = { memberId: null, hands: [], alone: false };
  await database.prisma.$transaction((tx) =>
    PROPOSABLE_WORD_CHANGES.watch.apply(tx, asked, by, clock.now),
  );
}
