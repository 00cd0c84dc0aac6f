import { afterAll } from 'vitest';
import { endAll } from './endings.ts';

// Runs before each file of tests: this is the last of its hooks.
afterAll(endAll);
