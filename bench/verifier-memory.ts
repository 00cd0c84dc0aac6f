import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { ReportJson } from '#shared/portability/verifier/verification-report.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from '#tests/support/browser.ts';
import type { VerifyAnswer, VerifyRequest } from '#web/portability/verifier/verify-worker.ts';
import { memoryOf } from './whole/memory.ts';

/**
 * Verifies a dump, a folder that `dist/server/dump.js` wrote, with `verify.mjs` in Node and with the
 * worker of the page in Chromium, and prints the seconds and the most memory of each.
 */
const CLIENT = join(import.meta.dirname, '..', 'dist', 'client');
const SAMPLE_MS = 20;

type Run = { readonly seconds: number; readonly megabytes: number; readonly report: ReportJson };

/** Runs `verify.mjs` on a folder. Megabytes are those of the whole process. */
async function verifyInNode(folder: string): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, ['dist/record/verify.mjs', folder, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let most = 0;
  const sampling = setInterval(() => {
    most = Math.max(most, memoryOf(child.pid ?? 0).most);
  }, SAMPLE_MS);
  const report = JSON.parse(await text(child.stdout)) as ReportJson;
  clearInterval(sampling);
  return { seconds: secondsSince(started), megabytes: most, report };
}

/**
 * Runs the worker of the page on a folder, served as a site does. Megabytes are those that the page's
 * process has at most besides those of an empty page. Developer tools are not attached, which would keep
 * all that is fetched.
 * @param more flags of Chromium.
 */
async function verifyInBrowser(
  folder: string,
  more: readonly string[],
): Promise<Run & { readonly empty: number }> {
  const profile = mkdtempSync(join(tmpdir(), 'contrenote-verifier-'));
  const posts: Posts = new EventEmitter();
  const [begun, ended] = [once(posts, 'begun'), once(posts, 'ended')];
  const server = await serveDump(folder, posts);
  const { port } = server.address() as AddressInfo;
  const flags = [...CHROMIUM_FLAGS, ...more, '--headless', `--user-data-dir=${profile}`];
  const browser = spawn(CHROMIUM, [...flags, `http://127.0.0.1:${port}/`], { stdio: 'ignore' });
  try {
    const [response] = (await begun) as [ServerResponse];
    const pages = renderersOf(browser.pid ?? 0);
    const most = (): number => Math.max(...pages.map((pid) => memoryOf(pid).most));
    const empty = most();
    const started = performance.now();
    response.end();
    const [request] = (await ended) as [IncomingMessage];
    const answer = JSON.parse(await text(request)) as VerifyAnswer;
    if (!('report' in answer)) throw new Error(`The dump could not be read: ${folder}`);
    const seconds = secondsSince(started);
    return { seconds, megabytes: most() - empty, empty, report: answer.report };
  } finally {
    browser.kill();
    await once(browser, 'close');
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Processes of pages that a browser started, by their ids. */
function renderersOf(browser: number): number[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/status`))
    .map((name) => ({
      pid: Number(name),
      parent: Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]),
      isRenderer: readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer'),
    }));
  const below = (parent: number): typeof processes =>
    processes.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(browser).flatMap(({ pid, isRenderer }) => (isRenderer ? [pid] : []));
}

/** An empty page that runs the worker once it may, and hands over what it answers. */
function pageWithWorker(): string {
  const worker = readdirSync(CLIENT).find((name) => /^verify-worker-.*\.js$/.test(name));
  if (worker === undefined) throw new Error('Run npm run build first');
  const request: Omit<VerifyRequest, 'site'> = { picked: null, pictures: false, since: null };
  return `<!doctype html><title>Empty</title><script type="module">
    await fetch('/begun', { method: 'POST' });
    const worker = new Worker('/assets/${worker}', { type: 'module' });
    worker.onmessage = ({ data }) => {
      if (!('stage' in data)) fetch('/ended', { method: 'POST', body: JSON.stringify(data) });
    };
    worker.postMessage({ site: location.origin, ...${JSON.stringify(request)} });
  </script>`;
}

type Posts = EventEmitter<{ begun: [ServerResponse]; ended: [IncomingMessage] }>;

/** Serves the page, the built scripts, and a dump with its record, at the addresses of a site. */
async function serveDump(folder: string, posts: Posts): Promise<Server> {
  const page = pageWithWorker();
  const server = createServer((request, response) => {
    if (request.url === '/begun') return void posts.emit('begun', response);
    if (request.url === '/ended') return void posts.emit('ended', request);
    const [, first, ...rest] = new URL(request.url ?? '/', 'http://site').pathname.split('/');
    if (first === 'assets') return send(response, join(CLIENT, ...rest), 'text/javascript');
    if (first === 'record') return send(response, join(folder, 'record', ...rest));
    if (first === 'dump') return send(response, join(folder, ...rest.slice(1)));
    if (first === 'api') return void response.end(logsOf(folder));
    return void response.setHeader('content-type', 'text/html').end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function send(response: ServerResponse, file: string, type = 'application/octet-stream'): void {
  if (!existsSync(file)) return void response.writeHead(404).end();
  response.setHeader('content-type', type);
  createReadStream(file).pipe(response);
}

/** What `/api/record/log` answers. */
function logsOf(folder: string): string {
  const logs = readFileSync(join(folder, 'record', 'log.json'), 'utf8');
  return logs.trimStart().startsWith('[') ? `{"logs":${logs}}` : logs;
}

const secondsSince = (started: number): number => (performance.now() - started) / 1_000;

function describe(name: string, { seconds, megabytes, report }: Run): string {
  const things = report.counts?.compared.things ?? 0;
  return `${name}: ${seconds.toFixed(0)} s, ${megabytes.toFixed(0)} MB; ${things} things compared, ${report.faults.length} faults`;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '1' },
    /** Flags of Chromium. */
    flag: { type: 'string', multiple: true, default: [] },
  },
});
const [folder = ''] = positionals;
for (let run = 0; run < Number(values.runs); run += 1) {
  console.log(describe('Node', await verifyInNode(folder)));
  const { empty, ...found } = await verifyInBrowser(folder, values.flag);
  console.log(`${describe('Chromium', found)}; an empty page takes ${empty.toFixed(0)} MB`);
}
