import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '#server/database/db.ts';
import { imageFileNames } from '#server/media/files/store-image.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { parseBareWebp } from '#shared/media/parse-webp.ts';
import { randomId } from '#server/core/ids.ts';
import { errorResponse } from '#shared/core/errors.ts';
import type { TestMember } from './factories.ts';
import { isWhole, listOwnPayouts } from './find-lost-writes.ts';
import { multipart } from './forms.ts';
import { PAYOUT } from './load-generator.ts';
import { showAllProofs } from './mondays.ts';
import { makePlainPng } from './screenshots.ts';

/** Load generator: members publish payouts, each with its own picture, until all are acknowledged. */

type Upload = {
  readonly key: string;
  readonly member: TestMember;
  readonly picture: Buffer;
  /** Form fields that confirm the picture where OCR was not available. */
  looked: Readonly<Record<string, string>>;
};

export type PictureLoad = {
  /** Idempotency keys of acknowledged forms, with the payouts' ids. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Number of each response: status and code, or 0 where the connection broke. */
  readonly answers: ReadonlyMap<string, number>;
  readonly done: Promise<void>;
  /** Stops before all are acknowledged. */
  readonly abandon: () => void;
};

const WRITERS = 3;
const PATIENCE_MS = 90_000;
/** Pause between attempts: each counts towards the limit of 60 pictures a day. */
const PAUSE_MS = 300;

export async function makeUploads(
  members: readonly TestMember[],
  count: number,
): Promise<readonly Upload[]> {
  const uploads: Upload[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const member = members[nth % members.length];
    if (member === undefined) throw new Error('nobody is there to send anything');
    uploads.push({ key: randomId(), member, picture: await makePlainPng(), looked: {} });
  }
  return uploads;
}

/** `url` may change: a killed site comes back on another port. */
export function startPictureLoad(url: () => string, uploads: readonly Upload[]): PictureLoad {
  const waiting = [...uploads];
  const acknowledged = new Map<string, string>();
  const answers = new Map<string, number>();
  const abandoned = new AbortController();

  async function send(upload: Upload): Promise<boolean> {
    const origin = url();
    const fields = { ...PAYOUT, ...upload.looked, _key: upload.key };
    const { payload, headers } = multipart(fields, { bytes: upload.picture });
    const answer = await fetch(`${origin}/api/payouts`, {
      method: 'POST',
      headers: { ...headers, cookie: upload.member.cookie, origin },
      body: new Uint8Array(payload),
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), abandoned.signal]),
    })
      .then(async (response) => ({ status: response.status, body: await response.text() }))
      .catch(() => ({ status: 0, body: '' }));
    const told = tell(answer, upload);
    answers.set(told, (answers.get(told) ?? 0) + 1);
    if (answer.status !== 201) return false;
    acknowledged.set(upload.key, (JSON.parse(answer.body) as { id: string }).id);
    return true;
  }

  async function write(): Promise<void> {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      while (!abandoned.signal.aborted && !(await send(next))) await setTimeout(PAUSE_MS);
    }
  }

  const done = Promise.all(Array.from({ length: WRITERS }, write)).then(() => undefined);
  return { acknowledged, answers, done, abandon: () => abandoned.abort() };
}

function tell({ status, body }: { status: number; body: string }, upload: Upload): string {
  if (status === 0 || status === 201) return String(status);
  const { error } = errorResponse.parse(JSON.parse(body));
  const field = error.fields?.['screenshot'];
  if (field?.code === 'image-not-looked-at') {
    upload.looked = { _looked: field.limit ?? '', _answer: 'publish' };
  }
  return `${status} ${field?.code ?? error.code}`;
}

/**
 * Acknowledged payouts that their authors do not find once and as sent, and incomplete ones: without a
 * picture, with files that are missing or do not match their key, or not shown as a proof exactly
 * once, weeks later. Empty where all is well. Shows all proofs that wait.
 */
export async function findLostPictures(
  database: Database,
  store: FileStore,
  acknowledged: ReadonlyMap<string, string>,
  uploads: readonly Upload[],
): Promise<string[]> {
  const { prisma } = database;
  const own = await listOwnPayouts(
    database,
    uploads.map(({ member }) => member),
  );
  const rows = await prisma.screenshot.findMany();
  const pictured = new Set(rows.map(({ payoutId }) => payoutId));
  await showAllProofs(database);
  const entries = await prisma.recordEntry.findMany({ where: { kind: 'payout-published' } });
  const lost = [...acknowledged.values()].flatMap((id) => [
    ...(own.filter((one) => one.id === id && isWhole(one)).length === 1 ? [] : [`${id} is lost`]),
    ...(pictured.has(id) ? [] : [`${id} has no picture`]),
    ...(entries.filter(({ subject }) => subject === `payout/${id}`).length === 1
      ? []
      : [`${id} is not in the record once`]),
  ]);
  for (const { key } of rows) {
    const names = imageFileNames(key);
    const reading = (await store.get(names.reading))?.bytes;
    const thumbnail = (await store.get(names.thumbnail))?.bytes;
    const hash = createHash('sha256')
      .update(reading ?? '')
      .digest('hex');
    if (hash !== key) lost.push(`${key} is not the picture that was stored`);
    if (thumbnail === undefined || parseBareWebp(thumbnail) === null)
      lost.push(`${key}: no thumbnail`);
  }
  // Sent repeatedly, published once.
  const sent = uploads.length;
  if (own.length !== sent) lost.push(`${own.length} payouts of ${sent} forms`);
  if (entries.length !== sent) lost.push(`${entries.length} entries of ${sent} forms`);
  return lost;
}
