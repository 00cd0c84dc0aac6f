import { beforeAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import {
  compareWaitingPictures,
  SAME_PIXELS_SQL,
} from '#server/evidence/proof-verification/recycled-pictures.ts';
import { col, statement } from '#server/database/sql.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showNow, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { drawScreen, linesOf } from '#tests/support/payment-screens.ts';
import { drawCoveredScreen } from '#tests/recycled/covered-screens.ts';
import { TRANSFORMS } from '#tests/recycled/transforms.ts';

/** A picture that comes again opens a question about the later proof, and says nothing to anybody. */
let site: TestApp;
let first: TestMember;
let payments = 0;
/** Covered screens repeat after ten. */
let covered = 0;
beforeAll(async () => {
  site = await createTestApp();
  first = await makeMember(site);
});

const FIELDS = {
  platform: 'clickworker',
  outcome: 'received',
  expected: '27,43',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-03',
  receivedOn: '2026-11-07',
};

/** A payment that no other test shows. */
function drawPayment(): Promise<Buffer> {
  payments += 1;
  return drawScreen(linesOf(payments));
}

/** Sends a picture, and runs the job that compares it. */
async function publish(bytes: Buffer, member: TestMember = first, id?: string): Promise<string> {
  const payout = await send(bytes, member, id);
  await compare();
  return payout;
}

function compare(signal?: AbortSignal): Promise<void> {
  const { database } = site;
  return compareWaitingPictures({ database, signal }, site.clock.now);
}

async function send(bytes: Buffer, member: TestMember = first, id?: string): Promise<string> {
  const path = id === undefined ? '/api/payouts' : `/api/payouts/${id}`;
  const options = { cookie: member.cookie, file: { bytes } };
  const response = await postForm(site, path, FIELDS, options);
  expect(response.statusCode, response.body).toBeLessThan(300);
  expect(Object.keys(response.json())).toEqual(['id', 'path']);
  return response.json<{ id: string }>().id;
}

type Check = { matchPayoutId: string | null; similarity: number | null; origin: string };

function checksOf(payoutId: string): Promise<Check[]> {
  return site.database.prisma.proofCheck.findMany({
    where: { payoutId },
    select: { matchPayoutId: true, similarity: true, origin: true },
  });
}

async function download(id: string): Promise<Buffer> {
  await showNow(site, id);
  const payout = (await site.get(`/api/payouts/${id}`)).json<PublishedProof>();
  return (await site.get(payout.screenshot?.reading.url ?? '')).rawPayload;
}

describe('a picture of an earlier payout', () => {
  test('taken from the gallery is known by its pixels, and only the later is questioned', async () => {
    const earlier = await publish(await drawPayment());
    const later = await publish(await download(earlier), await makeMember(site));
    expect(await checksOf(later)).toEqual([
      { matchPayoutId: earlier, similarity: 1, origin: 'match' },
    ]);
    expect(await checksOf(earlier)).toEqual([]);
  });

  test('sent by another member is known before anybody saw it', async () => {
    const picture = await drawPayment();
    const earlier = await publish(picture);
    expect(await checksOf(await publish(picture, await makeMember(site)))).toMatchObject([
      { matchPayoutId: earlier },
    ]);
  });
});

describe('a changed copy of a covered picture is known by its covers', () => {
  test.each(['cropped by 6 %', 'half as large', 'JPEG 50', 'inverted'])('%s', async (name) => {
    covered += 1;
    const earlier = await publish(await drawCoveredScreen(covered));
    const changed = (await TRANSFORMS[name]?.(await download(earlier))) ?? Buffer.of();
    const [check, ...others] = await checksOf(await publish(changed, await makeMember(site)));
    expect([check?.matchPayoutId, others]).toEqual([earlier, []]);
    expect(check?.similarity).toBeGreaterThanOrEqual(0.6);
  });
});

describe('the job that compares', () => {
  const waiting = (): Promise<number> =>
    site.database.prisma.screenshot.count({ where: { compareOrder: { not: null } } });

  test('opens the question after the picture was attached, once, and marks the figures', async () => {
    const { prisma } = site.database;
    const picture = await drawPayment();
    const shown = await publish(picture);
    await showNow(site, shown);
    const copy = await send(picture, await makeMember(site));
    await showNow(site, copy);
    expect([await waiting(), await checksOf(copy)]).toEqual([1, []]);
    await prisma.staleFigures.deleteMany();
    await compare();
    await compare();
    expect(await waiting()).toBe(0);
    expect(await checksOf(copy)).toMatchObject([{ matchPayoutId: shown }]);
    expect(await prisma.staleFigures.count({ where: { kind: 'platform' } })).toBe(1);
  });

  test('knows which of several that wait was first', async () => {
    const picture = await drawPayment();
    const earliest = await send(picture);
    const copies: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      copies.push(await send(picture, await makeMember(site)));
    }
    await compare();
    expect(await checksOf(earliest)).toEqual([]);
    for (const copy of copies) expect(await checksOf(copy)).toHaveLength(1);
  });

  test('goes on in the next run where one was cut short', async () => {
    const picture = await drawPayment();
    const earlier = await publish(picture);
    const copy = await send(picture, await makeMember(site));
    await compare(AbortSignal.abort());
    expect([await waiting(), await checksOf(copy)]).toEqual([1, []]);
    await compare();
    expect(await checksOf(copy)).toMatchObject([{ matchPayoutId: earlier }]);
  });

  test('is held up by no picture that fails', async () => {
    const { sql } = site.database;
    const picture = await drawPayment();
    await publish(picture);
    const failing = await send(picture, await makeMember(site));
    const next = await send(picture, await makeMember(site));
    await sql(
      `ALTER TABLE proof_check ADD CONSTRAINT fails CHECK (payout_id <> '${failing}') NOT VALID`,
    );
    await expect(compare()).rejects.toThrow('pictures not compared');
    await sql('ALTER TABLE proof_check DROP CONSTRAINT fails');
    expect([await checksOf(failing), await waiting()]).toEqual([[], 1]);
    expect(await checksOf(next)).toHaveLength(1);
    await compare();
    expect(await checksOf(failing)).toHaveLength(1);
  });

  test('leaves alone a picture that was withdrawn or replaced before it ran', async () => {
    const picture = await drawPayment();
    const earlier = await publish(picture);
    const [one, other] = [await makeMember(site), await makeMember(site)];
    const replaced = await send(picture, one);
    await send(await drawPayment(), one, replaced);
    const withdrawn = await send(picture, other);
    const answer = await site.post(`/api/payouts/${withdrawn}/withdraw`, {}, other.cookie);
    expect(answer.statusCode, answer.body).toBe(200);
    await compare();
    expect(await site.database.prisma.proofCheck.count({ where: { matchPayoutId: earlier } })).toBe(
      0,
    );
    expect(await waiting()).toBe(0);
  });
});

describe('no question is opened', () => {
  test('about covered payments of two members on one template', async () => {
    await publish(await drawCoveredScreen(covered + 1));
    const other = await publish(await drawCoveredScreen(covered + 2), await makeMember(site));
    covered += 2;
    expect(await checksOf(other)).toEqual([]);
  });

  test('about pictures that are covered as a whole', async () => {
    const whole = await sharp({
      create: { width: 720, height: 1200, channels: 3, background: '#1c1a16' },
    })
      .png()
      .toBuffer();
    await publish(whole);
    expect(await checksOf(await publish(whole, await makeMember(site)))).toEqual([]);
  });

  test('about other payments on one template, however alike they look', async () => {
    const ids: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) ids.push(await publish(await drawPayment()));
    const hashes = await site.database.sql(
      statement(
        { bits: col.int },
        `SELECT bit_count((a.dhash # b.dhash)::bit(64))::int AS bits FROM screenshot a, screenshot b
        WHERE a.payout_id = $1 AND b.payout_id = $2`,
      ),
      [ids[0], ids[1]],
    );
    // By its looks alone each would be taken for the other.
    expect(hashes[0]?.bits).toBeLessThan(8);
    for (const id of ids) expect(await checksOf(id)).toEqual([]);
  });

  test('about a member’s own history, which she sends for several payouts', async () => {
    const picture = await drawPayment();
    await publish(picture);
    expect(await checksOf(await publish(picture))).toEqual([]);
    const before = await publish(await drawScreen(linesOf(400)));
    const grown = await drawScreen([...linesOf(400), ...linesOf(401)]);
    expect(await checksOf(await publish(grown))).toEqual([]);
    expect(await checksOf(before)).toEqual([]);
  });

  test('about one’s own picture sent again for the same payout, or cropped', async () => {
    const picture = await drawPayment();
    const id = await publish(picture);
    await publish(picture, first, id);
    const smaller = (await TRANSFORMS['cropped by 2 %']?.(picture)) ?? Buffer.of();
    await publish(smaller, first, id);
    expect(await checksOf(id)).toEqual([]);
  });

  test('about a picture too narrow to be read, or without numbers', async () => {
    const narrow = await sharp(await drawPayment())
      .resize({ width: 300 })
      .png()
      .toBuffer();
    await publish(narrow);
    const jpeg = await sharp(narrow).jpeg({ quality: 60 }).toBuffer();
    expect(await checksOf(await publish(jpeg))).toEqual([]);
    const words = [['Merci', 'Bonne journée']] as const;
    await publish(await drawScreen(words));
    const again = await sharp(await drawScreen(words))
      .jpeg({ quality: 60 })
      .toBuffer();
    expect(await checksOf(await publish(again))).toEqual([]);
  });

  test('about the first sender who replaces her picture after it was copied', async () => {
    const picture = await drawPayment();
    const own = await publish(picture);
    const copy = await publish(await download(own), await makeMember(site));
    expect(await checksOf(copy)).toHaveLength(1);
    await publish((await TRANSFORMS['boxes over it']?.(picture)) ?? Buffer.of(), first, own);
    expect(await checksOf(own)).toEqual([]);
  });
});

test('what a picture is known by leaves no route', async () => {
  const id = await publish(await drawPayment());
  const row = await site.database.prisma.screenshot.findUniqueOrThrow({ where: { payoutId: id } });
  const secrets = [row.sourcePixels, row.shownPixels, String(row.dhash), row.layout];
  for (const path of [`/api/payouts/${id}`, '/api/payouts', '/api/me/data', `/fr/preuves/${id}`]) {
    const { body } = await site.get(path, first.cookie);
    for (const secret of secrets) expect(body).not.toContain(secret);
  }
});

test('copies are found by an index among many pictures', async () => {
  const { sql } = site.database;
  const id = await publish(await drawPayment());
  const many = `generate_series(1, 20000) i`;
  await sql(
    `INSERT INTO payout SELECT (jsonb_populate_record(y, jsonb_build_object('id', 'y' || i))).*
       FROM payout y, ${many} WHERE y.id = $1`,
    [id],
  );
  await sql(
    `INSERT INTO screenshot (id, payout_id, key, width, height, thumbnail_width, thumbnail_height,
       source_pixels, shown_pixels)
     SELECT 's' || i, 'y' || i, md5(i::text), 700, 1600, 320, 700, md5('a' || i), md5('b' || i)
       FROM ${many}`,
    [],
  );
  await sql('ANALYZE screenshot', []);
  const plan = await sql(statement({ 'QUERY PLAN': col.text }, `EXPLAIN ${SAME_PIXELS_SQL}`), [id]);
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toContain('screenshot_source_pixels_idx');
  expect(text).toContain('screenshot_shown_pixels_idx');
  expect(text).not.toContain('Seq Scan on screenshot');
});
