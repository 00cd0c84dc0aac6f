import { beforeAll, describe, expect, test } from 'vitest';
import { messagesFor } from '#web/i18n/messages.ts';
import { BROWSER } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeCrowd } from '#tests/support/crowds.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { slipDesk } from '../api/evidence/publication.testing.ts';

/** What an author is told of her report after posting, and the way to show one that is held back. */

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});

const { post } = slipDesk(() => site);
const words = messagesFor('en').payouts;

async function textOf(path: string, viewer = member): Promise<string> {
  const { statusCode, body } = await site.get(path, viewer.cookie);
  expect(statusCode).toBe(200);
  return body.replaceAll(/<!-- -->/g, '');
}

describe('the receipt', () => {
  test('says by which Monday its figure is shown, and what joins it', async () => {
    await makeCrowd(site, 'clickworker', 60, 3_000);
    const id = await post('clickworker', member);
    const receipt = await textOf(`/en/my-payouts/${id}?done=payout-published`);
    expect(receipt).toContain(words.done['payout-published']);
    expect(receipt).toMatch(/Others will see it on a Monday, by \d+ \w+ 20\d\d\./);
    expect(receipt).not.toContain(words.publication.showConfirm);
    const second = await post('clickworker', member);
    expect(await textOf(`/en/my-payouts/${second}`)).toContain(
      'We added it to your report that isn’t shown yet: 2',
    );
    const list = await textOf('/en/my-evidence');
    expect(list).toContain(`/en/my-payouts/${second}`);
    expect(list).toMatch(/Added to your report, shown on a Monday by \d+ \w+ 20\d\d/);
  });

  test('leads on to following, rating and telling a colleague', async () => {
    const id = await post('appen', member);
    const path = `/en/my-payouts/${id}`;
    const receipt = await textOf(path);
    expect(receipt).toContain(words.receipt.seal);
    expect(receipt).toContain('action="/api/follows"');
    expect(receipt).toContain('href="/en/platforms/appen/rate"');
    expect(receipt).toContain('data-enhance="share"');
    const payload = new URLSearchParams({
      _form: 'follow',
      _from: path,
      kind: 'platform',
      key: 'appen',
    }).toString();
    const followed = await site.post('/api/follows', {}, member.cookie, { ...BROWSER, payload });
    expect(followed.headers.location).toMatch(new RegExp(`^${path}\\?done=`));
    expect(await textOf(path)).not.toContain('action="/api/follows"');
  });

  test('of a normal wait says that nothing is shown', async () => {
    const id = await post('appen', member, { outcome: 'waiting', receivedOn: undefined });
    expect(await textOf(`/en/my-payouts/${id}`)).toContain(words.publication.nothing);
  });

  test('is not there for others', async () => {
    const id = await post('bemyeye', member);
    const other = await makeMember(site);
    expect((await site.get(`/en/my-payouts/${id}`, other.cookie)).statusCode).toBe(404);
  });
});

test('a report that is held back says how few there are before it is shown', async () => {
  await makeCrowd(site, 'microworkers', 2, null);
  const id = await post('microworkers', member);
  const path = `/en/my-payouts/${id}`;
  const before = await textOf(path);
  expect(before).toContain(words.publication.held);
  expect(before).toContain('it would have to choose between about 30 people. Risky.');
  const payload = new URLSearchParams({ _form: 'show', _from: path }).toString();
  const send = () =>
    site.post(`/api/me/payouts/${id}/publish`, {}, member.cookie, { ...BROWSER, payload });
  const shown = await send();
  expect(shown.headers.location).toBe(`${path}?done=payout-shown`);
  const after = await textOf(`${path}?done=payout-shown`);
  expect(after).toContain(words.done['payout-shown']);
  expect(after).toMatch(/Others will see it on a Monday/);
  const again = await send();
  expect(again.statusCode).toBe(409);
  expect(again.body).toContain(messagesFor('en').errors.codes.conflict);
});

test('the form tells the number and the Monday of the platform that its address names', async () => {
  const visitor = await site.get('/en/report/pay-out?platform=clickworker&outcome=received');
  expect(visitor.body).toMatch(/it would have to choose between about \d+ people/);
  expect(visitor.body).toMatch(/Shown: paid, on a Monday by \d+ \w+ 20\d\d/);
  const from = '/en/report/pay-out?platform=clickworker&outcome=received';
  const typed = { _form: 'payout', _from: from, platform: 'Appen', outcome: 'received' };
  const refused = await site.post('/api/payouts', {}, member.cookie, {
    ...BROWSER,
    payload: new URLSearchParams(typed).toString(),
  });
  expect(refused.body).toContain(words.meter.plain);
  const unknown = await site.get('/en/report/pay-out');
  expect(unknown.body).toContain(words.meter.plain);
});
