import type { ForumAuthor, ThreadSubject } from '#shared/community/forum.ts';
import type { ListedCategory } from '#shared/community/forum-categories.ts';
import type { LiveCardData } from '#shared/community/live-cards.ts';
import { formatDuration, formatSince } from '#web/format.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Messages } from '#web/i18n/messages.ts';

/** The pseudonym, or that the post was withdrawn or the account deleted. */
export function forumAuthorName(author: ForumAuthor, t: Messages): string {
  return author.pseudonym ?? (author.withdrew ? t.forum.withdrew : t.common.deletedMember);
}

/** The platform that a thread is about, also by a proof, a task or a boycott; undefined without one. */
export function platformOfSubject(
  subject: ThreadSubject | null,
  card: LiveCardData | null = null,
): string | undefined {
  if (subject?.kind === 'platform' || subject?.kind === 'proof') return subject.name;
  return card !== null && 'platform' in card ? card.platform : undefined;
}

export function categoryName(category: ListedCategory, language: Language): string {
  return category.name[language];
}

/** The time since a moment: "à l’instant", "il y a 2 h", "hier". */
export function timeAgoInWords(
  moment: string,
  { now, language, t }: { now: Date; language: Language; t: Messages },
): string {
  return formatSince(moment, now, language) ?? t.forum.justNow;
}

export function slowModeInWords(seconds: number, t: Messages): string {
  const known: Readonly<Record<number, string>> = t.forum.thread.slowTimes;
  return known[seconds] ?? formatDuration(seconds);
}
