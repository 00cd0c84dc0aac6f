import { beforeAll, expect, test } from 'vitest';
import {
  registerLegalDemand,
  setLegalDemandOutcome,
  discloseLegalDemand,
  withholdLegalDemand,
} from '#server/governance/legal-demands/actions.ts';
import type { Db } from '#server/database/db.ts';
import { DEMANDS_A_PAGE, demandsResponse } from '#shared/governance/legal-demands.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

const WHAT = 'L’identité de qui a écrit un avis.';
const DEMAND = { sender: 'police', receivedOn: '2026-11-03', asks: 'data', what: WHAT } as const;

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const act = <Made>(run: (tx: Db) => Promise<Made>): Promise<Made> =>
  site.database.prisma.$transaction(run);
const read = async (query = '') =>
  demandsResponse.parse((await site.get(`/api/legal-demands${query}`)).json());
const one = async (id: string) => (await read()).demands.find((demand) => demand.id === id);

test('the register is public, and says so while it is empty', async () => {
  expect(await read()).toEqual({ demands: [], count: 0, page: 1, pages: 1 });
  expect((await site.get('/fr/demandes-legales')).body).toContain(
    'Nous n’avons reçu aucune demande',
  );
  expect((await site.get('/api/legal-demands?page=0')).statusCode).toBe(422);
});

test('a demand and its answer stand there, each with an entry in the record', async () => {
  const { now } = site.clock;
  const { id } = await act((tx) => registerLegalDemand(tx, DEMAND, now));
  const answer = 'Refusé : nous n’avons pas ces données.';
  await act((tx) => setLegalDemandOutcome(tx, id, { outcome: 'refused', answer }, now));
  expect(await one(id)).toEqual({
    id,
    ...DEMAND,
    outcome: 'refused',
    answer,
    answeredOn: '2026-11-20',
    withheld: false,
  });
  const page = (await site.get('/en/legal-demands')).body;
  for (const text of [WHAT, answer, 'refused', 'asks us for data']) expect(page).toContain(text);
  const entries = await site.database.prisma.recordEntry.findMany({
    where: { subject: `legal-demand/${id}` },
    orderBy: { id: 'asc' },
  });
  expect(entries.map(({ kind }) => kind)).toEqual([
    'legal-demand-received',
    'legal-demand-answered',
  ]);
});

test('what a court forbids to say is withheld, and the row still stands', async () => {
  const { now } = site.clock;
  const { id } = await act((tx) => registerLegalDemand(tx, DEMAND, now));
  await act((tx) => withholdLegalDemand(tx, id, now));
  await act((tx) =>
    setLegalDemandOutcome(tx, id, { outcome: 'contested', answer: 'Secret.' }, now),
  );
  expect(await one(id)).toMatchObject({ what: null, answer: null, withheld: true });
  const [entry] = await site.database.prisma.recordEntry.findMany({
    where: { subject: `legal-demand/${id}` },
    orderBy: { id: 'asc' },
  });
  expect(entry?.salt).toBeNull();
  expect((await site.get('/fr/demandes-legales')).body).toContain(
    'Un tribunal nous interdit d’en parler',
  );
  await expect(act((tx) => withholdLegalDemand(tx, id, now))).rejects.toMatchObject({
    code: 'conflict',
  });
  await act((tx) => discloseLegalDemand(tx, id, WHAT, now));
  expect(await one(id)).toMatchObject({ what: WHAT, withheld: false, outcome: 'contested' });
});

test('none is of tomorrow, and none is answered that is not there', async () => {
  const { now } = site.clock;
  const tomorrow = { ...DEMAND, receivedOn: '2026-11-21' };
  await expect(act((tx) => registerLegalDemand(tx, tomorrow, now))).rejects.toMatchObject({
    code: 'bad-input',
  });
  const answer = { outcome: 'refused', answer: null } as const;
  await expect(
    act((tx) => setLegalDemandOutcome(tx, '000000000000', answer, now)),
  ).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a long register has pages', async () => {
  const { now } = site.clock;
  const { count } = await read();
  for (let made = count; made <= DEMANDS_A_PAGE; made += 1) {
    await act((tx) => registerLegalDemand(tx, { ...DEMAND, what: null }, now));
  }
  const second = await read('?page=2');
  expect(second).toMatchObject({ count: DEMANDS_A_PAGE + 1, page: 2, pages: 2 });
  expect(second.demands).toHaveLength(1);
});
