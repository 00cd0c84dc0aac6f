import { spawn } from 'node:child_process';
import { readEnvironment } from '#server/core/env.ts';
import { explainFailure } from '#server/operations/explain-failure.ts';
import { openSiteStores } from '#server/operations/open-stores.ts';
import { MACHINE } from './child-process.ts';

/** By then a start that hangs is ended, and has no exit code. */
const HUNG_MS = 25_000;

/**
 * Starts the built site, and waits until it ends or says that it can be reached. `endsHung` ends it where
 * it hangs.
 * @returns its exit code, and the lines it printed.
 */
export function startToEnd(
  settings: Record<string, string>,
  { endsHung = true } = {},
): Promise<{ code: number | null; said: string[] }> {
  const child = spawn(process.execPath, ['--liftoff-only', 'dist/server/main.js'], {
    env: { ...MACHINE, PORT: '0', LOG_LEVEL: 'error', ...settings },
    ...(endsHung ? { timeout: HUNG_MS } : {}),
    killSignal: 'SIGKILL',
  });
  const lines: string[] = [];
  let output = '';
  const read = (chunk: Buffer): void => {
    output += chunk.toString();
    if (output.includes('Contrenote is at')) child.kill('SIGTERM');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      lines.push(...output.split('\n'));
      // The PostgreSQL of the tests loses what it acknowledged; the site warns of that.
      const said = lines.filter((line) => line !== '' && !line.startsWith('PostgreSQL: '));
      resolve({ code, said });
    });
  });
}

/** What the site would print where it cannot open its database and its store; without a process of its own. */
export async function refusalOf(settings: Record<string, string>): Promise<string> {
  try {
    const { database: opened } = await openSiteStores(readEnvironment(settings), () => undefined);
    await opened.close();
    return 'It starts.';
  } catch (error) {
    return explainFailure(error);
  }
}
