import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '#server/core/env.ts';
import { pathTo } from '#shared/core/paths.ts';
import { startS3 } from '#tests/files/s3.ts';

const ROOT = process.cwd();
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name ?? '');

/** What server/core/env.ts reads, by the names in its schema. */
const SETTINGS = matches(
  read('server/core/env.ts'),
  /^ {2}([A-Z][A-Z0-9_]+): (?:z|flag|wholeNumber)\b/gm,
);
const dockerfile = read('Dockerfile');
const compose = read('docker-compose.yml');

/** A top-level service of the compose file, as text. */
function service(name: string): string {
  const [, text] = new RegExp(`^  ${name}:\\n((?:(?: {4}.*)?\\n)+)`, 'm').exec(compose) ?? [];
  expect(text, name).toBeDefined();
  return text ?? '';
}

describe('.env.example', () => {
  const example = read('.env.example');
  const lines = [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=(.*)$/gm)];
  const uncommented = lines.map(([, name, value]) => `${name}=${value}`).join('\n');

  test('names every setting that the server reads, and no other', () => {
    expect(SETTINGS.length).toBeGreaterThan(15);
    const names = lines.map(([, name]) => name).filter((name) => name !== 'POSTGRES_PASSWORD');
    expect(names.toSorted()).toEqual(SETTINGS.toSorted());
  });

  test('gives the true defaults: uncommented, it changes nothing', () => {
    expect(readEnvironment(parseEnv(uncommented))).toEqual(readEnvironment({}));
  });

  test('is read by a shell as by docker compose, with the values that it gives as examples', () => {
    const given = [...example.matchAll(/\b([A-Z][A-Z0-9_]+)=('[^']+'|[^\s']+)/g)].filter(
      ([, name = '']) => SETTINGS.includes(name),
    );
    const text = given.map(([, name, value]) => `${name}=${value}`).join('\n');
    // What the first comment tells to type, but for the start.
    const recipe = /`(set -a; .*?; set \+a)`/.exec(example)?.[1] ?? 'false';
    const folder = mkdtempSync(join(tmpdir(), 'contrenote-env-'));
    writeFileSync(join(folder, '.env'), text);
    const shell = spawnSync('sh', ['-euc', `${recipe}; exec env -0`], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '' },
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true, force: true });
    expect([shell.status, shell.stderr]).toEqual([0, '']);
    const read = Object.fromEntries(
      shell.stdout.split('\0').map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    expect(read).toMatchObject({ MAIL_FROM: 'Contrenote <nouvelles@contrenote.example>' });
    // The quotes of such files are those of docker compose and systemd, too.
    expect(read).toMatchObject(parseEnv(text));
    expect(readEnvironment({ ...read, PUBLIC_URL: 'https://contrenote.example' }).mail?.from).toBe(
      'Contrenote <nouvelles@contrenote.example>',
    );
  });

  test('sets nothing by itself', () => {
    expect(example.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });
});

describe('docker-compose.yml', () => {
  test('gives the site settings that it reads, all that are not the machine’s own', () => {
    const given = matches(service('app'), /^ {6}([A-Z][A-Z0-9_]+): /gm);
    const machine = ['HOST', 'PORT', 'DATA_DIR'];
    expect(given.toSorted()).toEqual(SETTINGS.filter((name) => !machine.includes(name)).toSorted());
  });

  test('would start the site: what it fills in is accepted', () => {
    const values = [...service('app').matchAll(/^ {6}([A-Z][A-Z0-9_]+): (.*)$/gm)].map(
      ([, name = '', value = '']) =>
        [name, value.replaceAll("'", '').replace(/\$\{\w+:-([^}]*)\}/, '$1')] as const,
    );
    const secrets = { PUBLIC_URL: 'https://contrenote.example', SECRET_KEY: 'a'.repeat(64) };
    const environment = readEnvironment({
      ...Object.fromEntries(values.map(([name, value]) => [name, value.replace(/\$\{.*?\}/, 'x')])),
      ...secrets,
    });
    expect(environment).toMatchObject({
      databaseUrl: 'postgresql://contrenote:x@database:5432/contrenote',
      s3: { endpoint: 'http://store:8333', bucket: 'contrenote' },
      trustProxy: 'uniquelocal',
    });
  });

  test('holds no secret: each comes from outside, and its absence stops the start', () => {
    const secret = /^ +\w*(?:PASSWORD|SECRET|ACCESS_KEY)\w*: (.*)$/gm;
    const values = matches(compose, secret);
    expect(values.length).toBeGreaterThan(6);
    for (const value of values) expect(value).toMatch(/^\$\{[A-Z0-9_]+:\?\}$/);
  });

  test('names each image with its version, and lets only this machine in', () => {
    const images = matches(compose, /^ +image: (.*)$/gm);
    expect(images).toHaveLength(4);
    for (const image of images) expect(image).toMatch(/^[\w/-]+:(?!latest)[\w.-]+$/);
    expect(matches(compose, /^ +ports: (.*)$/gm)).toEqual(["['127.0.0.1:3000:3000']"]);
  });

  test('keeps the logs of all that runs on from growing without end', () => {
    for (const name of ['app', 'database', 'store'])
      expect(service(name), name).toContain('logging: *rotated\n');
    expect(compose).toMatch(/x-logging: &rotated\n {2}driver: local\n/);
  });

  test('waits until database and store answer, and keeps what they write', () => {
    const volumes = matches(compose, /^ {2}([a-z]+-data):$/gm);
    expect(volumes).toEqual(['app-data', 'database-data', 'store-data']);
    for (const [name, volume] of [
      ['database', 'database-data'],
      ['store', 'store-data'],
    ] as const) {
      expect(service(name)).toContain('healthcheck:');
      expect(service(name)).toContain(`${volume}:/`);
    }
    expect(service('app')).toContain('database: { condition: service_healthy }');
    expect(service('app')).toContain('bucket: { condition: service_completed_successfully }');
  });
});

describe('Dockerfile', () => {
  const stages = dockerfile.split(/^FROM /m).slice(1);
  const copied = stages.flatMap((stage) =>
    matches(stage, /^COPY ((?!--from).*)$/gm).flatMap((line) => line.split(' ').slice(0, -1)),
  );

  test('copies what exists, and nothing that .dockerignore keeps out', () => {
    const ignored = matches(read('.dockerignore'), /^([^#*\s].*)$/gm);
    expect(copied.length).toBeGreaterThan(10);
    for (const path of copied) {
      expect(existsSync(join(ROOT, path)), path).toBe(true);
      for (const out of ignored) {
        expect(path === out || path.startsWith(`${out}/`), `${path} in ${out}`).toBe(false);
      }
    }
  });

  test('builds from all sources, and takes only what was built further', () => {
    const [build = '', packages = '', site = ''] = stages;
    for (const folder of ['demo', 'prisma', 'scripts', 'server', 'shared', 'web']) {
      expect(build).toContain(`COPY ${folder} ${folder}`);
    }
    expect(packages).toContain('npm ci --omit=dev');
    expect(matches(site, /^COPY --from=\w+ \/app\/(\S+)/gm)).toEqual(['node_modules', 'dist']);
  });

  test('runs as a user who is not root, on a version that is named', () => {
    for (const stage of stages) expect(stage).toMatch(/^node:24-slim\b/);
    const site = stages.at(-1) ?? '';
    expect(site.indexOf('\nUSER node\n')).toBeGreaterThan(0);
    expect(site.indexOf('\nUSER node\n')).toBeLessThan(site.indexOf('\nCMD ['));
  });

  test('starts what the build makes', () => {
    const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
    expect(JSON.parse(command)).toEqual(['node', 'dist/server/main.js']);
    expect(read('vite.config.ts')).toContain("main: 'server/main.ts'");
  });
});

describe('scripts/make-bucket.mjs', () => {
  test('makes the bucket where there is none, and leaves one that is there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'contrenote-bucket-'));
    const { access, stop } = await startS3(folder);
    const run = async (): Promise<string> => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [join(ROOT, 'scripts', 'make-bucket.mjs')],
        {
          env: {
            S3_ENDPOINT: access.endpoint,
            S3_BUCKET: 'contrenote-made',
            S3_ACCESS_KEY_ID: access.accessKeyId,
            S3_SECRET_ACCESS_KEY: access.secretAccessKey,
          },
        },
      );
      return stdout;
    };
    try {
      expect(await run()).toBe('Made the bucket contrenote-made.\n');
      expect(existsSync(join(folder, 'contrenote-made'))).toBe(true);
      expect(await run()).toBe('The bucket contrenote-made is there already.\n');
    } finally {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('the balancer of docs/operating.md asks one machine for all that tells of dumps, and nothing else', () => {
  const [, pattern] = /^ *location ~ (\S+) \{$/m.exec(read('docs/operating.md')) ?? [];
  const goes = new RegExp(pattern ?? 'nowhere');
  const data = (['fr', 'en'] as const).map((language) => pathTo(language, 'data'));
  for (const path of ['/dump', '/dump/latest/figures.json', '/api/dumps', ...data])
    expect(path).toMatch(goes);
  for (const path of ['/', '/fr', '/en/database', '/api/platforms']) expect(path).not.toMatch(goes);
});

test('CHANGELOG.md names the version of the package as its newest release', () => {
  const [newest] = matches(read('CHANGELOG.md'), /^## (\d+\.\d+\.\d+)/gm);
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(newest).toBe(version);
});
