import { dayOf, type Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { found } from '#server/core/errors.ts';
import { findOwnBoycottData } from '#server/collective/boycotts/own.ts';
import { findOwnForum } from '#server/community/forum/own.ts';
import { findOwnNews } from '#server/community/inbox/own.ts';
import { findOwnModeration } from '#server/governance/moderation/own.ts';
import type { OwnDataResponse } from '#shared/identity/account-data.ts';
import type { AccountResponse } from '#shared/identity/accounts.ts';
import type { OwnReach } from '#shared/community/mail.ts';
import type { OwnPrivate } from '#shared/collective/private-evidence.ts';
import type { OwnCorrespondence } from '#shared/community/private-messages.ts';
import { exactReport } from '#shared/evidence/tasks.ts';
import { phraseAsksPassword } from './rules.ts';
import type { Viewer } from './viewer.ts';

/** The viewer's account, for the settings page. */
export async function findAccount(
  sql: Sql,
  { id, pseudonym, language, established }: Viewer,
  now: Date,
): Promise<AccountResponse> {
  const [row] = await sql(
    statement(
      {
        createdAt: col.moment,
        recoveryHash: col.text.orNull,
        country: col.text.orNull,
        sessions: col.int,
        hasWorkbookCopy: col.bool,
      },
      `SELECT m.created_at AS "createdAt", m.recovery_hash AS "recoveryHash", m.country,
            (SELECT count(*)::int FROM session s
              WHERE s.member_id = m.id AND s.expires_at > $2) AS sessions,
            EXISTS (SELECT 1 FROM workbook_copy c WHERE c.member_id = m.id) AS "hasWorkbookCopy"
       FROM member m WHERE m.id = $1`,
    ),
    [id, now.toISOString()],
  );
  const { createdAt, recoveryHash, country, sessions, hasWorkbookCopy } = found(row);
  return {
    pseudonym,
    language,
    country,
    established,
    hasRecoveryPhrase: recoveryHash !== null,
    phraseAsksPassword: phraseAsksPassword({ createdAt, recoveryHash }, now),
    sessions,
    hasWorkbookCopy,
  };
}

const PLATFORM = { platform: { select: { slug: true } } } as const;

/**
 * The viewer's data export (GDPR access): everything the site stores about her, in exact values, except
 * what only her own key can decrypt.
 */
export async function findOwnData(
  database: Database,
  viewer: Viewer,
): Promise<Omit<OwnDataResponse, keyof OwnCorrespondence | keyof OwnReach | keyof OwnPrivate>> {
  const member = found(
    await database.prisma.member.findUnique({
      where: { id: viewer.id },
      include: {
        roles: true,
        sessions: true,
        uses: true,
        idempotencyKeys: true,
        revisions: { include: PLATFORM },
        disputes: true,
        clientRevisions: true,
        clientGuesses: { include: { client: { select: { slug: true } } } },
        decisions: { include: PLATFORM },
        proofVoices: true,
        opinions: true,
        workbookCopy: true,
        authors: {
          include: {
            ...PLATFORM,
            payouts: { include: { screenshot: true } },
            incidents: { include: { screenshot: true, client: { select: { name: true } } } },
            suspected: { include: { finding: true } },
            echoes: true,
            review: true,
            clientReviews: { include: { client: { select: { slug: true } } } },
            taskReports: { include: { task: { include: { client: true } } } },
          },
        },
      },
    }),
  );
  const broughtFrom = await database.prisma.importOriginal.findMany({
    where: { kind: 'member', ourId: viewer.id },
    select: { source: true, original: true },
  });
  const authors = member.authors.map((author) => ({ ...author, platform: author.platform.slug }));
  return {
    account: {
      pseudonym: member.pseudonym,
      language: viewer.language,
      country: member.country,
      createdAt: member.createdAt.toISOString(),
      establishedOn: dayOrNull(member.establishedOn),
      hasRecoveryPhrase: member.recoveryHash !== null,
      sharesVoice: member.voice !== null,
    },
    roles: member.roles.map((grant) => ({
      role: grant.role,
      grantedOn: dayOf(grant.grantedOn),
      endsOn: dayOf(grant.endsOn),
      endedOn: dayOrNull(grant.endedOn),
      handle: grant.handle,
    })),
    sessions: member.sessions.map(({ expiresAt }) => ({ expiresAt: expiresAt.toISOString() })),
    broughtFrom,
    authors,
    payouts: authors.flatMap(({ platform, payouts }) =>
      payouts.map((payout) => ({
        ...payout,
        platform,
        askedOn: dayOf(payout.askedOn),
        settledOn: dayOrNull(payout.settledOn),
        publishedOn: dayOf(payout.publishedOn),
        stillWaitingOn: dayOrNull(payout.stillWaitingOn),
        screenshot: payout.screenshot?.key ?? null,
      })),
    ),
    incidents: authors.flatMap(({ platform, incidents }) =>
      incidents.map((incident) => ({
        ...incident,
        platform,
        client: incident.client?.name ?? null,
        happenedOn: dayOf(incident.happenedOn),
        publishedOn: dayOf(incident.publishedOn),
        screenshot: incident.screenshot?.key ?? null,
      })),
    ),
    suspected: authors.flatMap(({ platform, suspected }) =>
      suspected.map(({ finding: { id, kind, direction, endedOn, liftedOn } }) => ({
        finding: id,
        platform,
        kind,
        direction,
        weighsNothing: endedOn === null && liftedOn === null,
      })),
    ),
    echoes: authors.flatMap(({ platform, echoes }) =>
      echoes.map(({ incidentId }) => ({ incident: incidentId, platform })),
    ),
    reviews: authors.flatMap(({ platform, review }) =>
      review === null
        ? []
        : [
            {
              ...review,
              platform,
              publishedOn: dayOf(review.publishedOn),
              editedOn: dayOrNull(review.editedOn),
            },
          ],
    ),
    taskReports: authors.flatMap(({ platform, taskReports }) =>
      taskReports.map(({ task, ...report }) => ({
        ...report,
        platform,
        task: task.id,
        title: task.title,
        client: task.client?.name ?? null,
        currency: task.currency,
        rewardMinor: task.rewardMinor,
        exact: exactReport.parse(report.exact),
        publishedOn: dayOf(report.publishedOn),
      })),
    ),
    clientReviews: authors.flatMap(({ platform, clientReviews }) =>
      clientReviews.map((review) => ({
        ...review,
        platform,
        client: review.client.slug,
        publishedOn: dayOf(review.publishedOn),
        editedOn: dayOrNull(review.editedOn),
      })),
    ),
    clientChanges: member.clientRevisions.map((change) => ({
      ...change,
      moves: JSON.stringify(change.moves),
      createdOn: dayOf(change.createdOn),
    })),
    guesses: member.clientGuesses.map((guess) => ({
      ...guess,
      client: guess.client.slug,
      createdOn: dayOf(guess.createdOn),
    })),
    corrections: member.revisions.map((revision) => ({
      ...revision,
      platform: revision.platform.slug,
      before: JSON.stringify(revision.before),
      after: JSON.stringify(revision.after),
      createdAt: revision.createdAt.toISOString(),
    })),
    disputes: member.disputes.map((dispute) => ({
      ...dispute,
      correction: dispute.revisionId,
      createdOn: dayOf(dispute.createdOn),
    })),
    decisions: member.decisions.map((decision) => ({
      ...decision,
      platform: decision.platform?.slug ?? null,
      check: decision.checkId,
      decidedOn: dayOf(decision.decidedOn),
    })),
    proofVoices: member.proofVoices.map((voice) => ({
      ...voice,
      payout: voice.payoutId,
      image: voice.imageKey,
      createdOn: dayOf(voice.createdOn),
    })),
    opinions: member.opinions.map((opinion) => ({
      ...opinion,
      check: opinion.checkId,
      createdOn: dayOf(opinion.createdOn),
    })),
    forum: await findOwnForum(database, viewer.id),
    boycotts: await findOwnBoycottData(database, viewer.id),
    moderation: await findOwnModeration(database, viewer.id),
    workbookCopy:
      member.workbookCopy === null
        ? null
        : { version: member.workbookCopy.version, bytes: member.workbookCopy.data.length },
    ...(await findOwnNews(database.prisma, viewer.id)),
    uses: member.uses.map(({ kind, day, count }) => ({ kind, day: dayOf(day), count })),
    forms: member.idempotencyKeys.map(({ key, createdOn }) => ({
      key,
      createdOn: dayOf(createdOn),
    })),
  };
}

function dayOrNull(date: Date | null): string | null {
  return date === null ? null : dayOf(date);
}
