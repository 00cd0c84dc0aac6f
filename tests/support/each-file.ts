import { afterAll } from 'vitest';
import { endAll } from './endings.ts';
import { takePairsBack } from './rsa-pairs.ts';

// Runs before each file of tests: this is the last of its hooks.
afterAll(async () => {
  await endAll();
  takePairsBack();
});
