import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from './install.mjs';

// The fault tests, and others that could go on for ever, as they are with all others, but for as long as
// it takes.
installPackages();
const { build } = await import('./build.mjs');
build();
const { status } = spawnSync(
  process.execPath,
  [
    join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    'tests/faults',
    'tests/load',
    'tests/hostile.test.ts',
    'tests/demo-plan.test.ts',
    'tests/commands/start.test.ts',
    'tests/boycott-thief.test.ts',
    'tests/api/evidence/signing.test.ts',
  ],
  { stdio: 'inherit', env: { ...process.env, CONTRENOTE_FAULTS: 'long' } },
);
process.exitCode = status ?? 1;
