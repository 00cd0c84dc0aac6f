import type { Messages } from '../fr.ts';

export const record: Messages['record'] = {};
