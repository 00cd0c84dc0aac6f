import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { FolderLocked, lockFolder } from '#server/core/file-lock.ts';
import { countWithNoun } from '#shared/core/count-with-noun.ts';
import { bytesEqual } from '#shared/transparency-log/merkle.ts';
import { readVerifierKey, type VerifierKey } from '#shared/transparency-log/signed-notes.ts';
import {
  checkLogAgainstAllSeen,
  findSuccession,
  tilesMatchRoot,
  restrictToLog,
} from '#shared/transparency-log/check-log.ts';
import { ALARMING_FINDINGS } from '#shared/transparency-log/verification-findings.ts';
import type { LogDescription } from '#shared/transparency-log/log-entries.ts';
import { appendAlarm } from './alarm-file.ts';
import { createNoteSigner, nodeCrypto, type NoteSigner } from './ed25519-signer.ts';
import { httpLogSource } from '#shared/transparency-log/http-log-source.ts';
import { FINDING_MESSAGES } from './finding-messages.ts';
import { FetchFailed, fetchWithRetry } from '#shared/core/fetch-with-retry.ts';
import { openWitnessState, readFileIfExists, type WitnessState } from './witness-state.ts';

/**
 * Command line of an independent witness, for cron: reads a site's log, compares it with what it saw
 * before, and cosigns the checkpoint. A single file that needs only Node.
 */
const USAGE = `Usage: node witness.mjs URL --name NAME [--key KEY] [--folder FOLDER] [--accept]
  --name    how the witness is called, such as union.example; kept from the first time on
  --key     the key to trust, as the page of the record names it: nothing is signed but the log of
            this key, or one that it named as its next; without it the first key seen is trusted
  --folder  where its key and what it saw are kept; ./witness by default
  --accept  takes what it finds as the truth from now on, after an alarm or a new log was looked
            into`;

const TIMEOUT_MS = 60_000;
/** Maximum wait for another run in the same folder. */
const LOCK_WAIT_MS = 120_000;
/** Interval at which the lock of another run is polled. */
const LOCK_LOOK_MS = 200;

const OTHER_KEY =
  'ALARM: the log is signed neither by the key that --key names nor by one that it named as its next.';
const TRUSTED_FIRST =
  'Trusted because it was seen first. Compare it with what others see, or name it with --key:';

type Watch = {
  readonly origin: string;
  readonly folder: string;
  readonly memory: WitnessState;
  readonly signer: NoteSigner;
  /** The key to trust; null: the first one that the witness sees. */
  readonly trusted: VerifierKey | null;
  readonly accept: boolean;
};

process.exitCode = await run(process.argv.slice(2));

/** Exit code: 0 signed, 1 no answer or cosignature rejected, 2 wrong usage, 3 alarm (nothing signed). */
async function run(args: string[]): Promise<0 | 1 | 2 | 3> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      key: { type: 'string' },
      folder: { type: 'string', default: 'witness' },
      accept: { type: 'boolean', default: false },
    },
  });
  const [url = ''] = positionals;
  if (!URL.canParse(url)) return say(USAGE, 2);
  const { folder, accept, name, key } = values;
  const trusted = key === undefined ? null : await readVerifierKey(nodeCrypto.sha256, key);
  if (key !== undefined && trusted === null) return say(USAGE, 2);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const lock = await waitForLock(folder);
    try {
      const signer = await openSigner(folder, name);
      if (signer === null) return say(USAGE, 2);
      const memory = openWitnessState(folder);
      return await watch({ origin: new URL(url).origin, folder, memory, signer, trusted, accept });
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error instanceof FetchFailed) return say(`${error.message}.`, 1);
    throw error;
  }
}

/**
 * Serialises runs in one folder: two runs for two addresses of one log could sign conflicting
 * checkpoints.
 * @throws FetchFailed where the other run does not end.
 */
async function waitForLock(folder: string): Promise<{ release: () => void }> {
  for (let waited = 0; ; waited += LOCK_LOOK_MS) {
    try {
      return lockFolder(join(folder, 'witness'));
    } catch (error) {
      if (!(error instanceof FolderLocked)) throw error;
      if (waited >= LOCK_WAIT_MS) {
        throw new FetchFailed(`Another run, process ${error.pid}, is at work in ${folder}`, {
          cause: error,
        });
      }
    }
    await setTimeout(LOCK_LOOK_MS);
  }
}

async function watch(site: Watch): Promise<0 | 1 | 3> {
  const { origin, folder, memory, signer, trusted, accept } = site;
  const source = httpLogSource(nodeCrypto, origin);
  const known = await memory.knows(origin);
  const checked = await checkLogAgainstAllSeen(source, (logs) => memory.recall(origin, logs));
  const { finding, seen, logs, now, checkpoint, answer } = checked;
  if (ALARMING_FINDINGS.has(finding)) await appendAlarm(folder, finding, seen, answer, new Date());
  const proof = 'Both notes are in the folder, in the file alarm-DAY.txt: keep it.';
  if (now === null || checkpoint === null) return say(`${FINDING_MESSAGES[finding]}\n${proof}`, 3);
  if (trusted !== null && !(await follows(logs, trusted))) return say(OTHER_KEY, 3);
  if (ALARMING_FINDINGS.has(finding) && !accept)
    return say(`${FINDING_MESSAGES[finding]}\n${proof}`, 3);
  if (finding === 'renewed' && !accept)
    return say(`${FINDING_MESSAGES[finding]} Once you know why, sign it with --accept.`, 3);
  if (!(await tilesMatchRoot(restrictToLog(source, checkpoint.origin), checkpoint))) {
    await appendAlarm(folder, 'forked', seen, answer, new Date());
    return say(`${FINDING_MESSAGES.forked}\n${proof}`, 3);
  }
  // Stored before signing: it must never contradict an earlier signature.
  await memory.keep(origin, logs, now, accept);
  const { body } = checkpoint.note;
  const cosigned = `${body}\n${signer.sign(body, Math.floor(Date.now() / 1000))}`;
  const response = await fetchWithRetry(`${origin}/record/cosignature`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin },
    body: cosigned,
    timeoutMs: TIMEOUT_MS,
  });
  const head = `${checkpoint.origin}, ${countWithNoun(checkpoint.size, 'act')}: ${FINDING_MESSAGES[finding]}`;
  if (finding === 'first' && trusted === null) console.log(`${TRUSTED_FIRST}\n${now.key}`);
  if (response.ok) return say(`${head} Signed.`, 0);
  console.log(head);
  if (response.status !== 403) return say(`The site answered ${response.status}.`, 1);
  const line = `The site does not know this witness. Send its operator this line:\n${signer.line}`;
  // On the first run the site cannot know this witness yet, which is no failure.
  return say(line, known ? 1 : 0);
}

/** Whether the current log has this key, or follows from one that had it. */
async function follows(logs: readonly LogDescription[], trusted: VerifierKey): Promise<boolean> {
  for (const { key: line } of await findSuccession(nodeCrypto, logs)) {
    const key = await readVerifierKey(nodeCrypto.sha256, line);
    if (key?.name === trusted.name && bytesEqual(key.publicKey, trusted.publicKey)) return true;
  }
  return false;
}

/** The witness's signer; creates its key at the first run; null where it has neither key nor name. */
async function openSigner(folder: string, name: string | undefined): Promise<NoteSigner | null> {
  const path = join(folder, 'witness.key');
  const [keptName, seed] = ((await readFileIfExists(path)) ?? '').split('\n');
  if (keptName !== undefined && seed !== undefined) {
    return createNoteSigner(keptName, Buffer.from(seed, 'hex'), 'witness');
  }
  if (name === undefined || !/^[^\s+]+$/u.test(name)) return null;
  const fresh = randomBytes(32);
  await writeFile(path, `${name}\n${fresh.toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  return createNoteSigner(name, fresh, 'witness');
}

function say<Code>(sentence: string, code: Code): Code {
  console.log(sentence);
  return code;
}
