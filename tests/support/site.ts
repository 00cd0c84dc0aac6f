import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUICK } from './quick.ts';

export type RunningSite = {
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** All that it has printed. */
  readonly output: () => string;
  /** Ends the server; the data folder goes too, unless it is to be started again. */
  readonly stop: (options?: { signal?: NodeJS.Signals; keepData?: boolean }) => Promise<void>;
};

/** Starts the built server as a process of its own, on a free port and a fresh data folder. */
export async function startSite(
  options: {
    dataDir?: string;
    args?: string[];
    /** What Node runs; the built server where nothing is said. */
    command?: string[];
    environment?: Record<string, string>;
    /** Where it finds its files, if not here. */
    cwd?: string;
    /** What it prints when it is ready, where not its address. */
    until?: RegExp;
  } = {},
): Promise<RunningSite> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'contrenote-site-'));
  const child = spawn(
    process.execPath,
    [...(options.command ?? [...QUICK, 'dist/server/main.js']), ...(options.args ?? [])],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATA_DIR: dataDir,
        PORT: '0',
        LOG_LEVEL: 'error',
        MAX_LAG_MS: '0',
        // What one member writes another visitor is to see at once.
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
