import { beforeAll, describe, expect, test } from 'vitest';
import { messagesFor } from '#web/i18n/messages.ts';
import { BROWSER } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { say } from '#web/i18n/say.ts';

/** The form of a payout as a browser without a script sends and shows it. */

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});

async function send(fields: Record<string, string>): Promise<string> {
  const sent = { _form: 'payout', _from: '/en/report/pay-out', ...fields };
  const payload = new URLSearchParams(sent).toString();
  const answer = await site.post('/api/payouts', {}, member.cookie, { ...BROWSER, payload });
  expect(answer.statusCode).toBe(422);
  return answer.body;
}

/** The field that the browser brings her to. */
function focused(page: string): string[] {
  return [...page.matchAll(/<(?:input|select|textarea)[^>]* autofocus=""[^>]*>/g)].map(
    ([tag]) => /name="(\w+)"/.exec(tag)?.[1] ?? '',
  );
}

const { required, 'required-if': requiredIf } = messagesFor('en').errors.fields;

describe('a payout that is sent with gaps', () => {
  test('comes back once, with all that is missing, and begins at the first', async () => {
    const page = await send({ platform: 'Clickworker', outcome: 'received', currency: 'EUR' });
    // The amount, the method, the day asked, and the day received.
    expect(page.split(`>${say(required, { limit: '' })}<`)).toHaveLength(5);
    expect(page).toMatch(/aria-invalid="true"[^>]* name="receivedOn"/);
    expect(page).not.toMatch(/aria-invalid="true"[^>]* name="refusedOn"/);
    expect(page).toMatch(/value="Clickworker"/);
    expect(focused(page)).toEqual(['expected']);
  });

  test('names at its end each field to correct, with a link to it', async () => {
    const page = await send({ platform: 'Clickworker', outcome: 'received', currency: 'EUR' });
    const [, list = ''] = /<p>To correct:<\/p><ul>(.*?)<\/ul>/.exec(page) ?? [];
    const links = [...list.matchAll(/<a href="#([^"]+)">([^<]+)</g)];
    const fields = links.map(
      ([, id]) => new RegExp(`id="${id}"[^>]* name="(\\w+)"`).exec(page)?.[1],
    );
    expect(fields).toEqual(['expected', 'method', 'askedOn', 'receivedOn']);
  });

  test('says which day each outcome needs, where none was chosen', async () => {
    const page = await send({ platform: 'Clickworker', currency: 'EUR' });
    expect(page).toContain(say(requiredIf, { limit: 'received' }));
    expect(page).toContain(say(requiredIf, { limit: 'refused' }));
    expect(focused(page)).toEqual(['outcome']);
    // Away again with the outcome that they belong to.
    expect(page).not.toMatch(/class="only [^"]*kept"/);
  });

  test('keeps in sight what contradicts the outcome', async () => {
    const page = await send({
      platform: 'Clickworker',
      outcome: 'waiting',
      currency: 'EUR',
      expected: '12',
      method: 'paypal',
      askedOn: '2026-11-03',
      receivedOn: '2026-11-07',
    });
    expect(page).toContain('class="only received kept"');
    expect(focused(page)).toEqual(['receivedOn']);
  });

  test('takes the focus nowhere before it was sent', async () => {
    const { body } = await site.get('/en/report/pay-out', member.cookie);
    expect(focused(body)).toEqual([]);
  });
});
