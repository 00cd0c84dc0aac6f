import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { readEnvironment } from '#server/env.ts';
import { startOutgoing } from '#server/outgoing.ts';
import { HANG_MS } from '#tests/support/hang.ts';
import { startPushService } from '#tests/support/push-service.ts';
import { PUBLIC_URL, makeReader, parts, post, site, tell, useMailSite } from './mail.testing.ts';

const service = await startPushService();
afterAll(() => service.stop());
useMailSite({ PUSH_SERVICES: service.origin });
afterEach(() => vi.useRealTimers());

const MINUTE_MS = 60_000;

test('a mail server that takes a call and says nothing holds up no push', async () => {
  const calls: Socket[] = [];
  const silent = createServer((socket) => calls.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const member = await makeReader();
  await tell(member);
  const env = readEnvironment({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'nouvelles@contrenote.example',
    PUBLIC_URL,
    PUSH_SERVICES: service.origin,
  });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const outgoing = startOutgoing({
    database: site.database,
    secrets: parts.secrets,
    env,
    leader: { leads: async () => true, close: async () => undefined },
    clock: () => site.clock.now,
    log: site.app.log,
  });
  const wait = { timeout: HANG_MS };
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  await vi.waitFor(() => expect(calls).toHaveLength(1), wait);
  const { subscription } = service.makeBrowser('phone');
  await post('/api/me/push', subscription, member.cookie);
  await tell(member, 'another');
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  await vi.waitFor(() => expect(service.pushes).toHaveLength(1), wait);
  for (const call of calls) call.destroy();
  await outgoing.stop();
  silent.close();
});
