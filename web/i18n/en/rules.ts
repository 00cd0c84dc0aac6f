import type { Messages } from '../fr.ts';

export const rules: Messages['rules'] = {};
