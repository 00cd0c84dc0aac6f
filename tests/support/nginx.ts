import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './postgres.ts';

/** Debian's package, unpacked: installing it would start a web server on port 80. */
const CACHE = join(process.cwd(), 'node_modules', '.cache', 'nginx');
const SNIPPETS = '/etc/nginx/snippets/';

export type Nginx = {
  readonly url: string;
  readonly logged: () => string;
  readonly stop: () => Promise<void>;
};

/**
 * Finds nginx; on Debian and Ubuntu downloads the distribution's package.
 * @throws with instructions where there is none.
 */
export function findNginx(): string {
  const fetched = join(CACHE, 'usr', 'sbin', 'nginx');
  const works = (path: string): boolean => spawnSync(path, ['-v']).status === 0;
  const found = ['nginx', '/usr/sbin/nginx', fetched].find(works);
  if (found !== undefined) return found;
  mkdirSync(CACHE, { recursive: true });
  if (process.getuid?.() === 0) spawnSync('apt-get', ['update', '-qq']);
  spawnSync('apt-get', ['download', '-qq', 'nginx'], { cwd: CACHE });
  for (const name of readdirSync(CACHE).filter((file) => file.endsWith('.deb')))
    spawnSync('dpkg-deb', ['--extract', name, '.'], { cwd: CACHE });
  if (works(fetched)) return fetched;
  throw new Error(
    'No nginx, which this test runs with the configuration of the documents. Install it (Debian and Ubuntu: sudo apt install nginx).',
  );
}

/** Runs nginx on a free port with the configuration in a document, with its addresses replaced by ours. */
export async function startNginx(
  { snippet, site }: { snippet: string; site: string },
  upstreams: Readonly<Record<string, string>>,
): Promise<Nginx> {
  const nginx = findNginx();
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-nginx-'));
  const port = await freePort();
  let text = site
    .replaceAll(SNIPPETS, `${folder}/`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace(/^ *listen \[::\]:80;\n/m, '');
  for (const [documented, ours] of Object.entries(upstreams))
    text = text.replaceAll(documented, ours);
  writeFileSync(join(folder, 'contrenote.conf'), snippet);
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${user} daemon off; pid ${folder}/pid; events {}
     http { ${places.join(' ')} access_log ${folder}/access.log; ${text} }`,
  );
  const child = spawn(nginx, ['-p', folder, '-e', join(folder, 'error.log'), '-c', 'nginx.conf']);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/healthz`).then(
      () => true,
      () => false,
    ))
  )
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${said}`);
    else await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    url,
    logged: () =>
      ['access.log', 'error.log'].map((name) => readFileSync(join(folder, name), 'utf8')).join(''),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
