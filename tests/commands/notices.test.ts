import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startSite } from '#tests/support/site.ts';

function readNotices(dataDir: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['dist/server/notices.js'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir },
  });
}

test('the operator reads a notice with its sender, once the embedded site is stopped', async () => {
  const site = await startSite();
  const { dataDir } = site;
  try {
    const sent = await fetch(`${site.url}/api/notices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: site.url },
      body: JSON.stringify({
        url: `${site.url}/fr/regles`,
        reasons: 'Ce passage dit une chose fausse.',
        name: 'Awa Ndiaye',
        email: 'awa@example.org',
        goodFaith: true,
      }),
    });
    expect(sent.status).toBe(201);
    const reply = await fetch(`${site.url}/api/replies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: site.url },
      body: JSON.stringify({
        platform: 'appen',
        signedAs: 'Appen SA',
        text: 'Nous avons payé tout le monde le 3.',
        email: 'contact@appen.example',
        entitled: true,
      }),
    });
    expect(reply.status).toBe(201);
    const early = readNotices(dataDir);
    expect(early.status).toBe(1);
    expect(early.stderr).toContain('is using');
    await site.stop({ keepData: true });
    const { status, stdout } = readNotices(dataDir);
    expect(status).toBe(0);
    expect(stdout).toContain('Page: /fr/regles');
    expect(stdout).toContain('From: Awa Ndiaye, awa@example.org');
    expect(stdout).toContain('Ce passage dit une chose fausse.');
    expect(stdout).toContain('waiting: Appen SA, contact@appen.example');
  } finally {
    await site.stop({ keepData: true });
    rmSync(dataDir, { recursive: true, force: true });
  }
});
