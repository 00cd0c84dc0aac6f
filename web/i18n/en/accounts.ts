import type { Messages } from '../fr.ts';

export const accounts: Messages['accounts'] = {};
