import { dateToDay, utcTimestampSql, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { ExportedInboxItem } from '#shared/portability/personal-data.ts';
import { INBOX_KIND_SUBJECTS, INBOX_KINDS } from '#shared/community/inbox.ts';

export async function findOwnInbox(prisma: Db, memberId: string): Promise<ExportedInboxItem> {
  const where = { memberId };
  const choices = await prisma.memberChoices.findUnique({ where });
  const lines = await prisma.inboxItem.findMany({
    where,
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
  });
  // Senders are named by pseudonym: no answer contains a member's id.
  const people = new Map(
    (
      await prisma.member.findMany({
        where: { id: { in: lines.filter(isAboutMember).map(({ subject }) => subject) } },
        select: { id: true, pseudonym: true },
      })
    ).map(({ id, pseudonym }) => [id, pseudonym]),
  );
  const follows = await prisma.sql(FOLLOWS, [memberId]);
  return {
    choices: {
      followsOwn: choices?.followsOwn ?? true,
      privateFeed: (choices?.feedHash ?? null) !== null,
      phraseAskedFrom: choices?.phraseAskedFrom ?? 3,
      weeklyNews: choices?.weeklyNews ?? false,
      answersQuestions: choices?.answersQuestions ?? false,
      organiserMessages: choices?.organiserMessages ?? true,
      askedOn: choices?.askedOn == null ? null : dateToDay(choices.askedOn),
      firstStepsDone: choices?.firstStepsDone ?? false,
      forumReadAt: choices?.forumReadAt?.toISOString() ?? null,
    },
    follows,
    inbox: lines.map(({ facts, at, readAt, pushedAt, mailedAt, ...line }) => ({
      ...line,
      subject: isAboutMember(line) ? (people.get(line.subject) ?? '') : line.subject,
      facts: JSON.stringify(facts),
      at: at.toISOString(),
      readAt: readAt?.toISOString() ?? null,
      pushedAt: pushedAt?.toISOString() ?? null,
      mailedAt: mailedAt?.toISOString() ?? null,
    })),
  };
}

function isAboutMember({ kind }: { readonly kind: string }): boolean {
  return MEMBER_KINDS.has(kind);
}
const MEMBER_KINDS: ReadonlySet<string> = new Set(
  INBOX_KINDS.filter((kind) => ['member', 'own-self'].includes(INBOX_KIND_SUBJECTS[kind])),
);

const FOLLOWS = statement(
  { kind: col.text, subject: col.text, name: col.text.orNull, since: col.text },
  `
  SELECT f.kind, f.subject, COALESCE(t.id, p.slug, c.slug, b.id) AS name,
         ${utcTimestampSql('f.since')} AS since
    FROM follow f
    LEFT JOIN forum_thread t ON f.kind = 'thread' AND t.id = f.subject
    LEFT JOIN platform p ON f.kind = 'platform' AND p.id = f.subject
    LEFT JOIN client c ON f.kind = 'client' AND c.id = f.subject
    LEFT JOIN boycott b ON f.kind = 'boycott' AND b.id = f.subject
   WHERE f.member_id = $1 ORDER BY f.since DESC, f.kind, f.subject`,
);
