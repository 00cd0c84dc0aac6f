import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from './install.mjs';

// Runs the fault tests, and other open-ended ones, at full length.
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
    'tests/outside-tools',
    'tests/hostile-form-fields.test.ts',
    'tests/demo-plan.test.ts',
    'tests/commands/start.test.ts',
    'tests/boycott-stolen-database.test.ts',
    'tests/api/evidence/attribution.test.ts',
  ],
  { stdio: 'inherit', env: { ...process.env, CONTRENOTE_FAULTS: 'long' } },
);
process.exitCode = status ?? 1;
