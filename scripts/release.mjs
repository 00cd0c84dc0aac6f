import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Manages several releases in one folder, by default /opt/contrenote:
 *
 * source/            a clone of the repository; nothing is served from it
 * releases/v0.2.0/   the built files of a tag
 * current, former    symbolic links to the running release and the previous one
 *
 * systemd resolves the link when it starts the site, so a process keeps the files that it started with.
 */

const ROOT = process.env.RELEASE_ROOT ?? '/opt/contrenote';
const RESTART = process.env.RELEASE_RESTART ?? 'systemctl restart contrenote';
const READY = process.env.RELEASE_READY ?? 'http://127.0.0.1:3000/readyz';
const READY_MS = Number(process.env.RELEASE_READY_MS ?? 120_000);
const POLL_MS = 250;
/** Suffix of a release folder while it is being built. */
const PART = '.part';
const USAGE = `Usage: contrenote-release prepare TAG   fetches and builds a release, beside the one that runs
       contrenote-release switch TAG    makes it the one that runs
       contrenote-release back          returns to the release before
       contrenote-release list          says which there are`;

class Refused extends Error {}

const SOURCE = join(ROOT, 'source');
const RELEASES = join(ROOT, 'releases');
const CURRENT = join(ROOT, 'current');
const FORMER = join(ROOT, 'former');

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Refused ? error.message : error);
  process.exitCode = 1;
}

async function run([verb, ...words]) {
  if (verb === 'prepare' && words.length === 1) prepare(words[0]);
  else if (verb === 'switch' && words.length === 1) await switchTo(words[0]);
  else if (verb === 'back' && words.length === 0) await goBack(false);
  else if (verb === 'back' && words.length === 1 && words[0] === '--anyway') await goBack(true);
  else if (verb === 'list' && words.length === 0) list();
  else throw new Refused(USAGE);
}

/** Builds a tag; the folder is renamed to its final name when complete. */
function prepare(tag) {
  const release = folderOf(tag);
  if (existsSync(release)) throw new Refused(`${tag} is prepared already, in ${release}.`);
  command('git', ['fetch', '--quiet', '--tags', '--force'], SOURCE);
  if (!succeeds('git', ['rev-parse', '--quiet', '--verify', `refs/tags/${tag}`], SOURCE))
    throw new Refused(`There is no tag ${tag}. Tags: git -C ${SOURCE} tag`);
  const part = release + PART;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const archive = join(part, '.release.tar');
  command('git', ['archive', '--output', archive, `refs/tags/${tag}`], SOURCE);
  command('tar', ['--extract', '--file', archive], part);
  rmSync(archive);
  command('npm', ['ci', '--no-audit', '--no-fund'], part);
  command('npm', ['run', 'build'], part);
  command('npm', ['prune', '--omit=dev', '--no-audit', '--no-fund'], part);
  if (!isBuilt(part)) throw new Refused(`The build of ${tag} made no site.`);
  renameSync(part, release);
  console.log(`Prepared ${tag}. Next: contrenote-release switch ${tag}`);
}

async function switchTo(tag) {
  const release = folderOf(tag);
  if (!isBuilt(release))
    throw new Refused(`${tag} is not prepared. First: contrenote-release prepare ${tag}`);
  const before = targetOf(CURRENT);
  if (before === tag) throw new Refused(`${tag} runs already.`);
  if (before !== null) pointTo(FORMER, before);
  pointTo(CURRENT, tag);
  await restart(tag);
}

/** Switches back to the previous release, unless a `_contract` migration removed something it needs. */
async function goBack(anyway) {
  const [from, to] = [targetOf(CURRENT), targetOf(FORMER)];
  if (from === null || to === null) throw new Refused('There is no release before this one.');
  const known = new Set(contractsOf(to));
  const taken = contractsOf(from).filter((name) => !known.has(name));
  if (taken.length > 0 && !anyway)
    throw new Refused(
      `${from} takes away from the database what ${to} needs: ${taken.join(', ')}. Restore the backup from before the switch; or, where these wait for npm run db:migrate -- --finish, give contrenote-release back --anyway`,
    );
  pointTo(CURRENT, to);
  pointTo(FORMER, from);
  await restart(to);
}

function list() {
  const [current, former] = [targetOf(CURRENT), targetOf(FORMER)];
  for (const tag of existsSync(RELEASES) ? readdirSync(RELEASES) : []) {
    if (tag.endsWith(PART) || !isBuilt(folderOf(tag))) continue;
    console.log(tag + (tag === current ? '  runs' : tag === former ? '  ran before' : ''));
  }
}

/** Migrations that the previous version cannot run with: see docs/decisions/two-phases.md. */
function contractsOf(tag) {
  return readdirSync(join(folderOf(tag), 'prisma', 'migrations')).filter((name) =>
    name.endsWith('_contract'),
  );
}

async function restart(tag) {
  command('sh', ['-c', RESTART], ROOT);
  const until = Date.now() + READY_MS;
  while (!(await isReady())) {
    if (Date.now() > until)
      throw new Refused(
        `${tag} is not ready after ${READY_MS / 1_000} s: journalctl -u contrenote says why. The way back: contrenote-release back`,
      );
    await sleep(POLL_MS);
  }
  console.log(`${tag} runs.`);
}

function isReady() {
  return fetch(READY).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Replaces a symbolic link atomically. */
function pointTo(link, tag) {
  const next = `${link}.next`;
  rmSync(next, { force: true });
  symlinkSync(join('releases', tag), next);
  renameSync(next, link);
}

function targetOf(link) {
  try {
    return basename(readlinkSync(link));
  } catch {
    return null;
  }
}

function isBuilt(folder) {
  return existsSync(join(folder, 'dist', 'server', 'main.js'));
}

function folderOf(tag) {
  if (!/^[\w][\w.-]*$/.test(tag)) throw new Refused(`${tag} is not the name of a tag.`);
  return join(RELEASES, tag);
}

function succeeds(program, words, cwd) {
  return spawnSync(program, words, { cwd, stdio: 'ignore' }).status === 0;
}

function command(program, words, cwd) {
  const { status } = spawnSync(program, words, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Refused(`This failed: ${program} ${words.join(' ')}`);
}
