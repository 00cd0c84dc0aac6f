import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readEnvironment } from '#server/core/env.ts';
import { startJobs } from '#server/operations/jobs/start-jobs.ts';
import { openLogSigningKeys } from '#server/transparency-log/signing-keys.ts';
import { startPushService } from '#tests/support/push-service.ts';
import {
  PUBLIC_URL,
  makeConfirmedReader,
  parts,
  postToMailSite,
  site,
  makeUnreadNews,
  useMailSite,
} from './mail.testing.ts';

const service = await startPushService();
afterAll(() => service.stop());
useMailSite({ PUSH_SERVICES: service.origin });

test('a mail server that takes a call and says nothing holds up no push', async () => {
  const calls: Socket[] = [];
  const silent = createServer((socket) => calls.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const member = await makeConfirmedReader();
  await makeUnreadNews(member);
  const env = readEnvironment({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'nouvelles@contrenote.example',
    PUBLIC_URL,
    PUSH_SERVICES: service.origin,
  });
  const { database, slots, store, dataDir, app } = site;
  const { secrets } = parts;
  const jobs = startJobs({
    database,
    secrets,
    slots,
    store,
    temporaryFolder: join(dataDir, 'tmp'),
    keys: openLogSigningKeys(env, secrets),
    env,
    publicUrl: PUBLIC_URL,
    dataDir,
    clock: () => site.clock.now,
    log: app.log,
  });
  await expect.poll(() => calls.length).toBe(1);
  const { subscription } = service.makeBrowser('phone');
  await postToMailSite('/api/me/push', subscription, member.cookie);
  await makeUnreadNews(member, 'another');
  await jobs.wake('pushes');
  await expect.poll(() => service.pushes.length).toBe(1);
  for (const call of calls) call.destroy();
  await jobs.stop();
  silent.close();
});
