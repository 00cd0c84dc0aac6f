import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { counted } from '#shared/counted.ts';
import { checkRecord, hasRoot, inLog } from '#shared/record-check.ts';
import { ALARMING, type SeenRecord } from '#shared/record-findings.ts';
import { keepAlarm } from './alarms.ts';
import { createSigner, type Signer } from './ed25519.ts';
import { FINDINGS, NoAnswer, recordOver } from './http-source.ts';

/**
 * A witness of another organisation, for a cron job: looks at a site's record, compares it with what
 * it saw before, and signs that it did. One file, that needs nothing but Node.
 */
const USAGE = `Usage: node witness.mjs URL --name NAME [--folder FOLDER] [--accept]
  --name    how the witness is called, such as union.example; kept from the first time on
  --folder  where its key and what it saw are kept; ./witness by default
  --accept  takes what it finds as the truth from now on, after an alarm or a new log was looked
            into`;

process.exitCode = await run(process.argv.slice(2));

/** The exit code: 0 signed, 1 no answer or not taken, 2 not understood, 3 alarm, nothing signed. */
async function run(args: string[]): Promise<0 | 1 | 2 | 3> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      folder: { type: 'string', default: 'witness' },
      accept: { type: 'boolean', default: false },
    },
  });
  const [url = ''] = positionals;
  if (!URL.canParse(url)) return say(USAGE, 2);
  const { origin } = new URL(url);
  await mkdir(values.folder, { recursive: true, mode: 0o700 });
  const signer = await openSigner(values.folder, values.name);
  if (signer === null) return say(USAGE, 2);
  try {
    return await watch(origin, values.folder, signer, values.accept);
  } catch (error) {
    if (error instanceof NoAnswer) return say(`${error.message}.`, 1);
    throw error;
  }
}

async function watch(
  origin: string,
  folder: string,
  signer: Signer,
  accept: boolean,
): Promise<0 | 1 | 3> {
  const source = recordOver(origin);
  const kept = join(
    folder,
    `${createHash('sha256').update(origin).digest('hex').slice(0, 16)}.json`,
  );
  const seen = await readSeen(kept);
  const { finding, now, checkpoint, answer } = await checkRecord(source, seen);
  if (ALARMING.has(finding)) await keepAlarm(folder, finding, seen, answer, new Date());
  const proof = 'Both notes are in the folder, in the file alarm-DAY.txt: keep it.';
  if (now === null || checkpoint === null) return say(`${FINDINGS[finding]}\n${proof}`, 3);
  if (ALARMING.has(finding) && !accept) return say(`${FINDINGS[finding]}\n${proof}`, 3);
  if (finding === 'renewed' && !accept)
    return say(`${FINDINGS[finding]} Once you know why, sign it with --accept.`, 3);
  if (!(await hasRoot(inLog(source, checkpoint.origin), checkpoint))) {
    await keepAlarm(folder, 'forked', seen, answer, new Date());
    return say(`${FINDINGS.forked}\n${proof}`, 3);
  }
  // Before it signs: what it signed once it must never contradict.
  await writeFile(kept, JSON.stringify(now));
  const { body } = checkpoint.note;
  const cosigned = `${body}\n${signer.sign(body, Math.floor(Date.now() / 1000))}`;
  const response = await fetch(`${origin}/record/cosignature`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin },
    body: cosigned,
  });
  const head = `${checkpoint.origin}, ${counted(checkpoint.size, 'act')}: ${FINDINGS[finding]}`;
  if (response.ok) return say(`${head} Signed.`, 0);
  console.log(head);
  if (response.status !== 403) return say(`The site answered ${response.status}.`, 1);
  return say(
    `The site does not know this witness. Send its operator this line:\n${signer.line}`,
    1,
  );
}

/** Its key, made the first time; null where its name was never said. */
async function openSigner(folder: string, name: string | undefined): Promise<Signer | null> {
  const path = join(folder, 'witness.key');
  const [keptName, seed] = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  if (keptName !== undefined && seed !== undefined) {
    return createSigner(keptName, Buffer.from(seed, 'hex'), 'witness');
  }
  if (name === undefined || !/^[^\s+]+$/u.test(name)) return null;
  const fresh = randomBytes(32);
  await writeFile(path, `${name}\n${fresh.toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  return createSigner(name, fresh, 'witness');
}

async function readSeen(path: string): Promise<SeenRecord | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as SeenRecord);
}

function say<Code>(sentence: string, code: Code): Code {
  console.log(sentence);
  return code;
}
