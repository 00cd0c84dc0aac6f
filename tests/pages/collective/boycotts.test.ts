import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { PROPOSAL, debate, passHours, propose } from '#tests/support/boycott-lifecycle.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makePledge, makePledging, makeWorker } from '#tests/support/pledges.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** The pages of boycotts without a script: what is read, what is sent, what a refused form keeps. */

let site: TestApp;
let worker: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  worker = await makeWorker(site);
});

/** The fields of the call, as a browser sends them. */
const TYPED: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PROPOSAL).map(([name, value]) => [name, String(value)]),
);

/** A boycott with its threshold reached, a day after which it is on. */
async function makeOn(pledges = 10): Promise<string> {
  const id = await makePledging(site, { threshold: pledges });
  for (let nth = 0; nth < pledges; nth += 1) await makePledge(site, id);
  await passHours(site, 1);
  await passHours(site, 25);
  return id;
}

describe.each(LANGUAGES)('in %s', (language) => {
  const t = messagesFor(language);
  const words = t.boycotts;
  const page = (id: string): string => pathTo(language, 'boycott', { id });

  test('the list has what is open first, and what failed with its reason', async () => {
    const { id: failed } = await propose(site, { pace: 'fast', debateHours: 24, pledgeHours: 24 });
    await passHours(site, 25);
    const { id: proposed } = await propose(site);
    const { body } = await open(site, pathTo(language, 'boycotts'));
    expect(body).toContain(`href="${page(proposed)}"`);
    expect(body.indexOf(page(proposed))).toBeLessThan(body.indexOf(page(failed)));
    expect(textOf(body)).toContain(words.failures['no-seconders']);
    expect(textOf(body)).toContain(words.refuse.asked.platform({ platform: 'Clickworker' }));
  });

  test('the list folds calls that nobody supported yet past the fifth', async () => {
    for (let nth = 0; nth < 6; nth += 1) await propose(site);
    const { body } = await open(site, pathTo(language, 'boycotts'));
    const section = /<section[^>]*id="proposed".*?<\/section>/su.exec(body)?.[0] ?? '';
    const [shown = '', folded = ''] = section.split('<details>');
    expect(shown.match(/<li>/gu)).toHaveLength(5);
    expect(folded.match(/<li>/gu)?.length).toBeGreaterThan(0);
  });

  test('a boycott says what is refused, why, what one would do, and whose the next step is', async () => {
    const { id, proposer } = await propose(site);
    const said = await read(site, page(id));
    for (const part of [
      PROPOSAL.title,
      PROPOSAL.grievance,
      PROPOSAL.demands,
      PROPOSAL.partaking,
      PROPOSAL.endsWhen,
      words.refuse.asked.platform({ platform: 'Clickworker' }),
      words.one.now.proposed({ missing: 3 }),
      words.one.nextSteps.second,
      words.one.whoseNames.membersHere,
      proposer.pseudonym,
      words.one.protect.no[2] ?? '',
    ]) {
      expect(said).toContain(part);
    }
    expect((await open(site, page(id))).body).toMatch(/<li class="here" aria-current="step"/);
  });

  test('a call is proposed from the page of a task, and kept whole where it is refused', async () => {
    const { taskId, member } = await makeTaskReport(site);
    const task = await open(site, pathTo(language, 'task', { id: taskId }));
    const form = pathTo(language, 'proposeBoycott', {}, { tache: taskId });
    expect(task.body).toContain(`href="${form}"`);
    expect((await open(site, form)).headers.location).toContain('next=');
    const shown = await open(site, form, member.cookie);
    expect(shown.body).toContain('<input type="hidden" name="target" value="task"/>');
    expect(shown.body).toContain(`<input type="hidden" name="task" value="${taskId}"/>`);

    const typed = { ...TYPED, target: 'task', task: taskId, title: 'Trop peu', threshold: '3' };
    const sent = { name: 'boycott', from: form, fields: typed };
    const refused = await send(site, member, '/api/boycotts', sent);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toMatch(/name="title"[^>]*value="Trop peu"/);
    for (const text of ['grievance', 'demands', 'partaking', 'endsWhen']) {
      expect(textOf(refused.body)).toContain(TYPED[text]);
    }
    expect(textOf(refused.body)).toContain(t.errors.fields['too-short']({ limit: '10' }));
    expect(textOf(refused.body)).toContain(t.errors.fields['too-small']({ limit: '10' }));

    const fields = { ...typed, title: PROPOSAL.title, threshold: '10' };
    const answer = await send(site, member, '/api/boycotts', { ...sent, fields });
    expect(answer.statusCode).toBe(303);
    const said = await read(site, String(answer.headers.location), member.cookie);
    expect(said).toContain(words.done.proposed);
    expect(await read(site, pathTo(language, 'task', { id: taskId }))).toContain(PROPOSAL.title);
    expect(await read(site, pathTo(language, 'ownBoycotts'), member.cookie)).toContain(
      PROPOSAL.title,
    );
  });

  test('who has no evidence there is told so at the platform, which the form does not ask', async () => {
    const stranger = await makeMember(site);
    const form = pathTo(language, 'proposeBoycott', {}, { plateforme: 'clickworker' });
    const answer = await send(site, stranger, '/api/boycotts', {
      name: 'boycott',
      from: form,
      fields: TYPED,
    });
    expect(answer.statusCode).toBe(422);
    expect(textOf(answer.body)).toContain(t.errors.fields['no-evidence-there']);
    expect(textOf(answer.body)).toContain(PROPOSAL.grievance);
  });

  test('the platform of a call is found by a part of its name', async () => {
    const start = pathTo(language, 'proposeBoycott');
    const found = await open(site, `${start}?nom=clickw`, worker.cookie);
    expect(found.body).toContain(
      `href="${pathTo(language, 'proposeBoycott', {}, { plateforme: 'clickworker' })}"`,
    );
    expect(await read(site, `${start}?nom=personne-de-ce-nom`, worker.cookie)).toContain(
      words.forms.notFound,
    );
  });

  test('a fast call offers its own deadlines', async () => {
    const path = { plateforme: 'clickworker', rythme: 'rapide' };
    const { body } = await open(site, pathTo(language, 'proposeBoycott', {}, path), worker.cookie);
    expect(body).toContain('<input type="hidden" name="pace" value="fast"/>');
    const [, debates = ''] = /name="debateHours"[^>]*>(.*?)<\/select>/s.exec(body) ?? [];
    expect([...debates.matchAll(/value="(\d+)"/g)].map(([, hours]) => hours)).toEqual(['24', '48']);
  });

  test('a call is supported without a name, and that is taken back', async () => {
    const { id } = await propose(site);
    const supporter = await makeWorker(site);
    const form = { name: 'second', from: page(id) };
    const sent = await send(site, supporter, `/api/boycotts/${id}/second`, form);
    expect(sent.statusCode).toBe(303);
    expect(await read(site, String(sent.headers.location), supporter.cookie)).toContain(
      words.one.second.mine,
    );
    const seen = await read(site, page(id));
    expect(seen).toContain(words.one.secondersOf({ count: 1, of: 3 }));
    expect(seen).not.toContain(supporter.pseudonym);
    expect(seen).not.toContain(words.one.second.send);
    const back = { name: 'unsecond', from: page(id) };
    await send(site, supporter, `/api/boycotts/${id}/unsecond`, back);
    expect(await read(site, page(id))).toContain(words.one.secondersOf({ count: 0, of: 3 }));
  });

  test('a key is asked for, kept as typed where it is refused, and declined', async () => {
    const { id, proposer } = await propose(site);
    const friend = await makeWorker(site);
    const ask = (pseudonym: string) =>
      send(site, proposer, `/api/boycotts/${id}/organisers`, {
        name: 'organiser',
        from: page(id),
        fields: { pseudonym },
      });
    const refused = await ask('Personne Ici');
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('value="Personne Ici"');
    expect(textOf(refused.body)).toContain(t.errors.fields['unknown-member']);
    const asked = await ask(friend.pseudonym);
    expect(asked.statusCode).toBe(303);
    expect(await read(site, String(asked.headers.location), proposer.cookie)).toContain(
      words.done['key-asked'],
    );
    expect(await read(site, page(id))).not.toContain(words.organisers.title);
    const seen = await read(site, page(id), friend.cookie);
    expect(seen).toContain(words.organisers.own.title);
    expect(seen).toContain(words.organisers.own.needsScript);
    const no = await send(site, friend, `/api/boycotts/${id}/drop-organiser`, {
      name: 'drop-organiser-own',
      from: page(id),
      fields: { pseudonym: friend.pseudonym },
    });
    expect(await read(site, String(no.headers.location), friend.cookie)).toContain(
      words.done['key-dropped'],
    );
    expect(await read(site, page(id), friend.cookie)).not.toContain(words.organisers.own.title);
  });

  test('a text is changed while it is debated, and what it said before stays', async () => {
    const { id, proposer } = await debate(site);
    const form = pathTo(language, 'changeBoycott', { id });
    const shown = await open(site, form, proposer.cookie);
    expect(textOf(shown.body)).toContain(PROPOSAL.grievance);
    const partaking = 'Ne prendre aucune tâche de nuit.';
    const fields = { ...TYPED, partaking, title: 'Court' };
    const sent = { name: 'boycott-change', from: form, fields };
    const refused = await send(site, proposer, `/api/boycotts/${id}`, sent);
    expect(refused.statusCode).toBe(422);
    expect(textOf(refused.body)).toContain(partaking);
    const answer = await send(site, proposer, `/api/boycotts/${id}`, {
      ...sent,
      fields: { ...TYPED, partaking },
    });
    expect(answer.statusCode).toBe(303);
    expect(await read(site, page(id))).toContain(words.one.versions({ count: 1 }));
    const { body } = await open(site, pathTo(language, 'boycottVersions', { id }));
    expect(body).toMatch(/<del>.*?cette plateforme.*?<\/del>/s);
    expect(body).toMatch(/<ins>.*?nuit.*?<\/ins>/s);
    // Nobody else may: she reads that instead of a form.
    expect(await read(site, form, worker.cookie)).toContain(words.forms.notYours);
  });

  test('a boycott is called off after one sentence', async () => {
    const { id, proposer } = await debate(site);
    const form = pathTo(language, 'callOffBoycott', { id });
    expect(await read(site, form, proposer.cookie)).toContain(words.forms.callOff.before);
    const sent = { name: 'boycott-call-off', from: form };
    const answer = await send(site, proposer, `/api/boycotts/${id}/call-off`, sent);
    expect(answer.statusCode).toBe(303);
    expect(await read(site, page(id))).toContain(words.failures['called-off']);
  });

  test('while pledging only quarters show, and the page says why the pledge needs a script', async () => {
    const id = await makePledging(site);
    for (let nth = 0; nth < 6; nth += 1) await makePledge(site, id);
    await passHours(site, 1);
    const { body } = await open(site, page(id), worker.cookie);
    const said = textOf(body);
    expect(said).toContain(words.screen.envelopes({ quarters: 2, bound: 5, goal: 10 }));
    expect(said).toContain(words.pledge.needsScript[2]);
    expect(body.match(/<g class="full"/g)).toHaveLength(5);
    // Without a script nothing of what one would say is shown.
    expect(body).not.toMatch(/data-say="[a-z-]+"(?! hidden)/);
    expect(said).not.toContain(words.list.pledged({ count: 6 }));
  });

  test.each([
    ['signed out', 'signed-out', async (): Promise<undefined> => undefined],
    ['without evidence', 'no-evidence', () => makeMember(site)],
    ['not established', 'not-established', () => makeWorker(site, { established: false })],
  ] as const)('who cannot pledge reads why, and what to do: %s', async (_, why, make) => {
    const id = await makePledging(site);
    const member: TestMember | undefined = await make();
    const { body } = await open(site, page(id), member?.cookie);
    for (const sentence of words.pledge.why[why]) expect(textOf(body)).toContain(sentence);
    const ways = {
      'signed-out': pathTo(language, 'signIn', {}, { next: page(id) }),
      'no-evidence': pathTo(language, 'privateEvidence', {}, { plateforme: 'clickworker' }),
      'not-established': pathTo(language, 'rules'),
    };
    expect(body).toContain(`href="${ways[why].replaceAll('&', '&amp;')}"`);
  });

  test('once it is on, everybody counts the pledges by their keys', async () => {
    const id = await makeOn();
    const said = await read(site, page(id));
    expect(said).toContain(words.one.now.on);
    const list = pathTo(language, 'boycottPledges', { id });
    const { body } = await open(site, list);
    const { pledges } = (await site.get(`/api/boycotts/${id}/pledges`)).json<{
      pledges: { key: string }[];
    }>();
    expect(pledges).toHaveLength(10);
    for (const { key } of pledges) expect(body).toContain(key);
    expect(textOf(body)).toContain(words.one.pledges.keysSay({ count: 10 }));
  });

  test('before it is on no pledge is published', async () => {
    const id = await makePledging(site);
    const said = await read(site, pathTo(language, 'boycottPledges', { id }));
    expect(said).toContain(words.one.pledges.none);
  });

  test('the outcome is said by who proposed it, and looked back on', async () => {
    const id = await makeOn();
    await site.database.sql('UPDATE boycott SET member_id = $1 WHERE id = $2', [worker.id, id]);
    await passHours(site, 7 * 24 + 1);
    expect(await read(site, page(id))).toContain(words.one.outcomeSays.unsaid);
    const form = pathTo(language, 'boycottOutcome', { id });
    const empty = { name: 'boycott-outcome', from: form, fields: { text: 'Rien encore.' } };
    const refused = await send(site, worker, `/api/boycotts/${id}/outcome`, empty);
    expect(refused.statusCode).toBe(422);
    expect(textOf(refused.body)).toContain('Rien encore.');
    const fields = { outcome: 'partly', text: 'Quarante centimes.' };
    const answer = await send(site, worker, `/api/boycotts/${id}/outcome`, { ...empty, fields });
    expect(answer.statusCode).toBe(303);
    const said = await read(site, page(id), worker.cookie);
    expect(said).toContain(words.one.outcomeSays.partly);
    expect(said).toContain('Quarante centimes.');
    const back = { name: 'boycott-look-back', from: pathTo(language, 'boycottLookBack', { id }) };
    await send(site, worker, `/api/boycotts/${id}/look-back`, {
      ...back,
      fields: { text: 'Le tarif a tenu six semaines.' },
    });
    expect(await read(site, page(id))).toContain('Le tarif a tenu six semaines.');
  });

  test('what protects a pledge and what does not is told with its sources', async () => {
    const said = await read(site, pathTo(language, 'sealedPledge'));
    expect(said).toContain('L. 7342-5');
    expect(said).toContain(words.sealed.law.say);
    const { points, device, site: ours } = words.sealed.unsafe;
    for (const { name, text } of [...points, ...device.points, ...ours.points]) {
      expect(said).toContain(name);
      expect(said).toContain(text);
    }
  });
});

test('evidence of a call stands on its page as it is today', async () => {
  const { id: payout } = await makePayout(site, { screenshot: true });
  const { id } = await propose(site, { evidence: `/fr/preuves/${payout}` }, worker);
  const { body } = await open(site, pathTo('fr', 'boycott', { id }));
  expect(body).toMatch(/class="live-card"[\s\S]*?\/fr\/preuves\//);
});
