import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnvironment } from '#server/core/env.ts';
import { runCommand } from '#tests/support/backups.ts';
import { blocksOf } from '#tests/support/markdown-blocks.ts';
import { freshSite } from '#tests/support/import-command.ts';
import { startMailServer } from '#tests/support/mail-server.ts';

const DOCUMENTS = ['docs/install-vps.md', 'docs/handover.md', 'docs/operating.md'];
const install = readFileSync('docs/install-vps.md', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'contrenote-install-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const units = blocksOf(install, 'ini').filter((block) =>
  block.includes('ExecStart=/usr/bin/node dist/server/'),
);
const commands = units.map((unit) => {
  const [, script = '', words = ''] =
    /^ExecStart=\/usr\/bin\/node dist\/server\/([a-z-]+)\.js ?(.*)$/m.exec(unit) ?? [];
  return { unit, script, words: words === '' ? [] : words.split(' ') };
});

/** How each command says it is called. */
const usages = new Map<string, string>();
beforeAll(async () => {
  for (const command of ['backup', 'restore', 'doctor'] as const)
    usages.set(command, (await runCommand(command, {}, '--no-such-option')).stderr);
});

test.each(DOCUMENTS)('%s names commands and options that there are', (path) => {
  const text = readFileSync(path, 'utf8');
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...text.matchAll(/npm run ([a-z:-]+)((?: [^`\n]*)?)/g)];
  expect(named.length).toBeGreaterThan(4);
  for (const [, name = '', words = ''] of named) {
    expect(Object.keys(scripts)).toContain(name);
    for (const [option] of usages.has(name) ? words.matchAll(/--[a-z][a-z-]+/g) : [])
      expect(usages.get(name), `${name} ${option}`).toContain(option);
  }
});

describe('docs/install-vps.md', () => {
  test('has shell commands that a shell can read', () => {
    const blocks = blocksOf(install, 'sh');
    expect(blocks.length).toBeGreaterThan(5);
    for (const block of blocks) {
      const read = spawnSync('sh', ['-n'], { input: block, encoding: 'utf8' });
      expect([read.status, read.stderr]).toEqual([0, '']);
    }
  });

  test('sets what the site reads, as it reads it', () => {
    const [settings = ''] = blocksOf(install, 'ini').filter((block) => /^PUBLIC_URL=/m.test(block));
    const given = Object.fromEntries(
      settings
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    expect(readEnvironment(given)).toMatchObject({
      dataDir: '/var/lib/contrenote',
      publicUrl: 'https://contrenote.example',
      trustProxy: '127.0.0.1',
    });
    const example = readFileSync('.env.example', 'utf8');
    for (const name of Object.keys(given)) expect(example).toContain(`# ${name}=`);
  });

  test('runs the site, the backup and the doctor as one user, who may write where each must', () => {
    expect(commands.map(({ script }) => script)).toEqual(['main', 'backup', 'doctor']);
    for (const { unit } of commands) {
      expect(unit).toContain('User=contrenote\n');
      expect(unit).toContain('EnvironmentFile=/etc/contrenote/env\n');
      expect(unit).toMatch(/^ReadWritePaths=.*\/var\/lib\/contrenote/m);
    }
    // The socket of the door, and machine code made while it runs.
    expect(commands[0]?.unit).toContain('AF_UNIX');
    expect(units.join('\n')).not.toContain('MemoryDenyWriteExecute');
  });

  test('saves each night by a command that works, into the folder, and sealed', async () => {
    const { environment, client } = await freshSite(folder);
    await client.end();
    const target = mkdtempSync(join(folder, 'backups-'));
    const passphrase = join(folder, 'passphrase');
    writeFileSync(passphrase, 'quatre mots bien tirés au sort\n');
    const places: Readonly<Record<string, string>> = {
      '/var/backups/contrenote': target,
      '/etc/contrenote/passphrase': passphrase,
    };
    const words = (commands[1]?.words ?? []).map((word) => places[word] ?? word);
    expect(words.filter((word) => word.startsWith('/var') || word.startsWith('/etc'))).toEqual([]);
    const ran = await runCommand('backup', environment, ...words);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(readdirSync(target)).toEqual([expect.stringMatching(/^contrenote-.*\.sealed$/)]);
  });

  test('watches by a command that fails where something cannot wait, and not before', async () => {
    const doctor = commands[2];
    expect(doctor?.unit).toContain('SuccessExitStatus=1\n');
    const environment = { DATA_DIR: join(folder, 'nothing'), PORT: '1' };
    const ran = await runCommand('doctor', environment, ...(doctor?.words ?? []));
    expect([ran.code, ran.stderr]).toEqual([3, '']);
  });

  test('runs each command in the release that the link names', () => {
    for (const { unit } of commands)
      expect(unit).toContain('WorkingDirectory=/opt/contrenote/current\n');
    const release = blocksOf(install, 'sh').find((block) => block.includes('release.mjs')) ?? '';
    const [, script = ''] = /\/opt\/contrenote\/source\/(\S+)/.exec(release) ?? [];
    expect(existsSync(script), script).toBe(true);
  });

  test('tells somebody of each unit that fails, by a script that mails how it stands', async () => {
    const all = blocksOf(install, 'ini').filter((block) => block.includes('[Service]'));
    const [alert = ''] = all.filter((block) => block.includes('Description=Alert'));
    for (const unit of all.filter((other) => other !== alert))
      expect(unit).toContain('OnFailure=contrenote-alert@%n.service\n');
    const [, path = 'none'] = /^ExecStart=(\S+) %i$/m.exec(alert) ?? [];
    expect(install).toContain(`\`${path}\`, made executable`);

    const mails = await startMailServer();
    const account = join(folder, 'alert');
    const [settings = ''] = blocksOf(install, '').filter((block) => block.includes('mail-rcpt'));
    writeFileSync(
      account,
      settings.replace('smtps://mail.example', mails.url).replace(/^user = .*\n/m, ''),
    );
    const script = blocksOf(install, 'sh').find((block) => block.includes('--upload-file')) ?? '';
    const child = spawn('sh', ['-s', 'contrenote.service'], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end(script.replace('/etc/contrenote/alert', account));
    const code = await new Promise((resolve) => child.once('close', resolve));
    await mails.stop();
    expect(code).toBe(0);
    expect(mails.mails).toMatchObject([
      {
        to: ['you@elsewhere.example'],
        mail: { subject: expect.stringMatching(/^contrenote\.service failed on ./) },
      },
    ]);
  });

  test('lets no proxy note who came', () => {
    const [caddy = ''] = blocksOf(install, '').filter((block) => block.includes('reverse_proxy'));
    expect(caddy).toContain('output discard');
    expect(caddy).not.toMatch(/^\s*log\s*\{/m);
    expect(caddy).toContain('max_size 13MB');
    const [nginx = ''] = blocksOf(install, 'nginx');
    expect(nginx).toContain('access_log off;');
    expect(nginx).toContain('client_max_body_size 13m;');
  });
});
