import type { PublicAuthor } from '#shared/directory/public-author.ts';
import type { Messages } from './i18n/messages.ts';

/** "An established member", or the pseudonym of a signed author. */
export function authorLabel(author: PublicAuthor, t: Messages): string {
  if (author.deleted) return t.common.deletedMember;
  if (author.pseudonym !== null) return author.pseudonym;
  return author.established ? t.common.establishedMember : t.common.newMember;
}
