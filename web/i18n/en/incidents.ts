import type { Messages } from '../fr.ts';

export const incidents: Messages['incidents'] = {};
