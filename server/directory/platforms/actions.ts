import { Prisma } from '#prisma/client.ts';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, requireFound, fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry, appendEntries } from '#server/transparency-log/append-entries.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import {
  PLATFORM_LINK_FACTS,
  platformFact,
  type Correction,
  type FactValue,
  type UndoRevision,
} from '#shared/directory/platform-corrections.ts';
import { today } from '#shared/core/days.ts';
import type { AddPlatform } from '#shared/directory/platforms.ts';
import { foldName } from '#shared/core/text.ts';
import {
  findPlatformsByExactName,
  loadPlatformFacts,
  lockPlatformNames,
  lockPlatform,
  resolveLinksToPlatform,
  writePlatformFact,
} from './platform-facts.ts';
import { listUnverifiedFacts } from './unverified-facts.ts';
import { findFactChanges, isSameFactValue, type FactChange } from './fact-changes.ts';
import {
  parseRegistrableDomain,
  requirePlatformRight,
  revisionRights,
  platformSlugCandidates,
} from './rules.ts';

/** Computes a new platform's first figures, in the transaction that adds it; implemented by evidence. */
export type ComputePlatformFigures = (tx: Db, platformId: string, now: Date) => Promise<void>;

/**
 * Adds a platform.
 * @throws AppError bad-input where its name or domain is taken, with the path of that platform.
 */
export async function addPlatform(
  tx: Db,
  viewer: Viewer,
  input: AddPlatform,
  computeFigures: ComputePlatformFigures,
  now: Date,
): Promise<{ id: string; slug: string }> {
  requirePlatformRight(viewer, 'correct');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'platform', now);
    const { name, activity, source } = input;
    const domain = parseRegistrableDomain(input.website);
    if (foldName(name) === '') throw fieldError('name', 'invalid');
    if (domain === null) throw fieldError('website', 'invalid');
    await lockPlatformNames(tx);
    await refuseTaken(tx, 'name', [name], null);
    await refuseTaken(tx, 'website', [domain], null);
    const slug = await freeSlug(tx, platformSlugCandidates(name, domain));
    const { id } = await tx.platform.create({
      data: {
        id: randomId(),
        slug,
        name,
        nameKey: foldName(name),
        activity,
        headquartersCountry: input.country ?? null,
        deepLabour: false,
        createdOn: dayToDate(today(now)),
        names: {
          create: [
            { kind: 'name', text: name, key: foldName(name) },
            { kind: 'domain', text: domain, key: foldName(domain) },
          ],
        },
      },
    });
    const tied = await resolveLinksToPlatform(tx, id, [name, domain]);
    // The first revision of a platform is its addition, with the source.
    const revision = await keepRevision(
      tx,
      viewer,
      id,
      { field: 'domains', before: [], after: [domain], source },
      now,
    );
    const subject = `platform/${id}`;
    const row = `platform-corrections/${revision}`;
    await appendEntries(tx, now, [
      { kind: 'platform-added', subject },
      { kind: 'platform-corrected', subject, row },
      ...tied.map((one) => ({ kind: 'content-stated', subject: `platform/${one}` }) as const),
    ]);
    await computeFigures(tx, id, now);
    return { id, slug };
  });
}

/**
 * Corrects facts of a platform: one revision for each changed fact, all with the same source.
 * @throws AppError bad-input where nothing changes; conflict where somebody else changed the same fact.
 */
export async function correctPlatform(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: Correction,
  now: Date,
): Promise<{ slug: string }> {
  requirePlatformRight(viewer, 'correct');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'correction', now);
    await lockPlatformNames(tx);
    const platform = await lockPlatform(tx, slug);
    const facts = await loadPlatformFacts(tx, platform.id);
    const unverified = await listUnverifiedFacts(tx, platform.id);
    const changes = findFactChanges(input, facts, unverified, today(now));
    for (const change of changes) {
      await refuseNames(tx, platform.id, change);
      await revise(tx, viewer, platform.id, { ...change, source: input.source }, now);
    }
    await appendEntry(tx, now, { kind: 'content-stated', subject: `platform/${platform.id}` });
    if (changes.some(({ field }) => field === 'promiseDays')) {
      await markStale(tx, 'platform', [platform.id]);
    }
    return { slug: platform.slug };
  });
}

/**
 * Undoes a correction with a new one that restores the value before it.
 * @throws AppError conflict where it is already undone or the fact changed since.
 */
export async function undoPlatformRevision(
  tx: Db,
  viewer: Viewer,
  { slug, id }: { slug: string; id: string },
  input: UndoRevision,
  now: Date,
): Promise<{ slug: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'correction', now);
    await lockPlatformNames(tx);
    const platform = await lockPlatform(tx, slug);
    const revision = requireFound(
      await tx.platformRevision.findFirst({ where: { id, platformId: platform.id } }),
    );
    const field = platformFact.parse(revision.field);
    const change = {
      field,
      before: revision.after as FactValue,
      after: revision.before as FactValue,
    };
    const facts = await loadPlatformFacts(tx, platform.id);
    const can = revisionRights(viewer, {
      undone: (await tx.platformRevision.count({ where: { undoes: id } })) > 0,
      holds: isSameFactValue(facts[field], change.before),
      mine: revision.memberId === viewer.id,
      disputedByMe: false,
    });
    if (!can.undo) throw new AppError('conflict');
    try {
      await refuseNames(tx, platform.id, change);
    } catch {
      throw new AppError('conflict');
    }
    await revise(tx, viewer, platform.id, { ...change, source: input.source, undoes: id }, now);
    await appendEntry(tx, now, { kind: 'content-stated', subject: `platform/${platform.id}` });
    if (field === 'promiseDays') await markStale(tx, 'platform', [platform.id]);
    return { slug: platform.slug };
  });
}

type NewRevision = FactChange & { readonly source: string; readonly undoes?: string };

async function revise(
  tx: Db,
  viewer: Viewer,
  platformId: string,
  revision: NewRevision,
  now: Date,
): Promise<void> {
  const { field, after, undoes } = revision;
  await writePlatformFact(tx, platformId, field, after);
  const id = await keepRevision(tx, viewer, platformId, revision, now);
  await appendEntry(tx, now, {
    kind: undoes === undefined ? 'platform-corrected' : 'correction-undone',
    subject: `platform/${platformId}`,
    row: `platform-corrections/${id}`,
  });
}

async function keepRevision(
  tx: Db,
  viewer: Viewer,
  platformId: string,
  { field, before, after, source, undoes }: NewRevision,
  now: Date,
): Promise<string> {
  const id = randomId();
  await tx.platformRevision.create({
    data: {
      id,
      platformId,
      field,
      before: asJson(before),
      after: asJson(after),
      source,
      undoes: undoes ?? null,
      createdAt: now,
      memberId: viewer.id,
    },
  });
  return id;
}

/**
 * Refuses a name, alias or domain that another platform has, and links of a platform to itself.
 * @throws AppError bad-input on the changed fact's field.
 */
async function refuseNames(tx: Db, platformId: string, change: FactChange): Promise<void> {
  const { field } = change;
  const names = Array.isArray(change.after) ? change.after : [];
  if (field === 'aliases' || field === 'domains') await refuseTaken(tx, field, names, platformId);
  if (!(field in PLATFORM_LINK_FACTS)) return;
  for (const name of names) {
    const named = await findPlatformsByExactName(tx, name);
    if (named.some(({ id }) => id === platformId)) throw fieldError(field, 'invalid');
  }
}

async function refuseTaken(
  tx: Db,
  field: string,
  names: readonly string[],
  platformId: string | null,
): Promise<void> {
  for (const name of names) {
    const other = (await findPlatformsByExactName(tx, name)).find(({ id }) => id !== platformId);
    if (other !== undefined) throw fieldError(field, 'taken', other.slug);
  }
}

async function freeSlug(tx: Db, choice: (attempt: number) => string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const slug = choice(attempt);
    if ((await tx.platform.count({ where: { slug } })) === 0) return slug;
  }
}

// Prisma represents JSON null by a constant of its own.
function asJson(value: FactValue): Prisma.InputJsonValue | typeof Prisma.JsonNull {
  return value ?? Prisma.JsonNull;
}
