import { countWithNoun } from '#shared/core/count-with-noun.ts';
import { httpLogSource } from '#shared/transparency-log/http-log-source.ts';
import { nodeCrypto } from './ed25519-signer.ts';
import { FINDING_MESSAGES } from './finding-messages.ts';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import { mirrorLog } from './mirror-log.ts';

/** Command line of a read-only mirror of a site's log, for cron. A single file that needs only Node. */
const USAGE = `Usage: node mirror.mjs URL FOLDER [--accept]
  --accept  goes on with a new log that lacks acts, once that was looked into; what is here stays`;

process.exitCode = await run(process.argv.slice(2));

/** Exit code: 0 copied, 1 no answer, 2 wrong usage, 3 alarm (nothing new was kept). */
async function run(args: string[]): Promise<0 | 1 | 2 | 3> {
  const accept = args.includes('--accept');
  const [url = '', folder = ''] = args.filter((arg) => arg !== '--accept');
  if (!URL.canParse(url) || folder === '') return say(USAGE, 2);
  try {
    const done = await mirrorLog(httpLogSource(nodeCrypto, new URL(url).origin), folder, {
      accept,
    });
    if (done.kind === 'alarm') {
      const proof = 'Both notes are in the folder, in the file alarm-DAY.txt: keep it.';
      const next = done.finding === 'restored' ? ' Once you know why, go on with --accept.' : '';
      return say(`${FINDING_MESSAGES[done.finding]}\n${proof}${next}`, 3);
    }
    if (done.kind === 'wrong-tile') {
      return say(`ALARM: ${done.path} does not fit the checkpoint that was signed.`, 3);
    }
    return say(
      `${FINDING_MESSAGES[done.finding]} ${countWithNoun(done.size, 'act')}, ${countWithNoun(done.files, 'new file')}.`,
      0,
    );
  } catch (error) {
    if (error instanceof FetchFailed) return say(`${error.message}. Run it again to go on.`, 1);
    throw error;
  }
}

function say<Code>(sentence: string, code: Code): Code {
  console.log(sentence);
  return code;
}
