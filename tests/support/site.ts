import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MACHINE, QUICK } from './child-process.ts';

export type RunningSite = {
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** All its output so far. */
  readonly output: () => string;
  /** Stops the server; deletes the data folder unless `keepData`. */
  readonly stop: (options?: { signal?: NodeJS.Signals; keepData?: boolean }) => Promise<void>;
};

/** Starts the built server as a child process, on a free port with a new data folder. */
export async function startSite(
  options: {
    dataDir?: string;
    args?: string[];
    /** Arguments for Node; default: the built server. */
    command?: string[];
    environment?: Record<string, string>;
    cwd?: string;
    /** The output that means "ready", where it is not the address. */
    until?: RegExp;
  } = {},
): Promise<RunningSite> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'contrenote-site-'));
  const child = spawn(
    process.execPath,
    [...(options.command ?? [...QUICK, 'dist/server/main.js']), ...(options.args ?? [])],
    {
      env: {
        ...MACHINE,
        DATA_DIR: dataDir,
        PORT: '0',
        LOG_LEVEL: 'error',
        MAX_LAG_MS: '0',
        // Disables the page cache, so that changes are visible at once.
        PAGE_AGE_MS: '0',
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    },
  );
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const ready = (options.until ?? /is at (http:\/\/\S+)/).exec(output);
      if (ready === null) return;
      resolve(ready[1] ?? '');
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => {
      reject(new Error(`The server ended: ${output}`));
    });
  });
  return {
    url,
    dataDir,
    process: child,
    output: () => output,
    stop: async ({ signal = 'SIGTERM', keepData = false } = {}) => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill(signal);
        await ended;
      }
      if (!keepData) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
