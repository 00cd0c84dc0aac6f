import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export type Ran = { code: number | null; stdout: string; stderr: string };

/** Runs a built command to its end, while this process goes on. */
export function runCommand(
  command: 'backup' | 'restore' | 'doctor',
  environment: Record<string, string>,
  ...args: string[]
): Promise<Ran> {
  const child = spawn(process.execPath, [`dist/server/${command}.js`, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  const ran = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (ran.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ran.stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, ...ran }));
  });
}

/** An empty PostgreSQL database. */
export async function emptyDatabase(): Promise<string> {
  const url = inject('postgresUrl');
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await client.end();
  return `${url}/${name}`;
}
