import type { LightMyRequestResponse } from 'fastify';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { messagesFor } from '#web/i18n/messages.ts';
import { HANG_MS } from '#tests/support/hang-timeout.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';

/** A page that says what is wrong tells nobody that she is signed out who is not. */

const { common, home } = messagesFor('fr');

let site: TestApp;
let cookie: string;
beforeEach(() => start());

async function start(environment: Record<string, string> = {}): Promise<void> {
  site = await createTestApp({ environment });
  ({ cookie } = await makeMember(site));
}

function open(headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
  const url = '/fr/plateformes';
  return site.app.inject({ url, headers: { host: 'localhost', accept: 'text/html', ...headers } });
}

/** What the head of a page offers to who is, and who is not, signed in. */
function offersOf({ body }: LightMyRequestResponse): { signIn: boolean; inbox: boolean } {
  const [head = ''] = body.split('</header>');
  expect(head).toContain(common.platforms);
  return {
    signIn: head.includes(common.signIn),
    inbox: head.includes(common.inbox({ unread: null })),
  };
}

describe('where nobody can know whether she is signed in, the page keeps the header of a member', () => {
  test('while the database does not answer', async () => {
    await site.database.close();
    const answer = await open({ cookie });
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    expect(offersOf(answer)).toEqual({ signIn: false, inbox: true });
    expect(answer.body).toContain(home.wrong.ours.say);
    expect(answer.body).toContain('<meta http-equiv="refresh" content="8"/>');
  });

  test('while the site is under pressure', async () => {
    await start({ MAX_LAG_MS: '1' });
    const pressed = async (): Promise<LightMyRequestResponse> => {
      for (const begun = Date.now(); Date.now() - begun < 50;);
      const answer = await open({ cookie });
      expect(answer.statusCode).toBe(503);
      return answer;
    };
    // The lag is looked at once a second.
    const answer = await vi.waitFor(pressed, { timeout: HANG_MS });
    expect(offersOf(answer)).toEqual({ signIn: false, inbox: true });
  });

  test('where a form came from elsewhere', async () => {
    const headers = { host: 'localhost', accept: 'text/html', cookie, origin: 'null' };
    const answer = await site.app.inject({ method: 'POST', url: '/api/me/mail/end', headers });
    expect(answer.statusCode).toBe(403);
    expect(offersOf(answer)).toEqual({ signIn: false, inbox: true });
    expect(answer.body).not.toContain('http-equiv="refresh"');
  });
});

test('who has no session is offered one, also while the database does not answer', async () => {
  await site.database.close();
  expect(offersOf(await open())).toEqual({ signIn: true, inbox: false });
});

test('who is known to be signed in stays so on a page that says what is wrong', async () => {
  const headers = { host: 'localhost', accept: 'text/html', cookie };
  const answer = await site.app.inject({ url: '/fr/nulle-part', headers });
  expect(answer.statusCode).toBe(404);
  expect(offersOf(answer)).toEqual({ signIn: false, inbox: true });
});
