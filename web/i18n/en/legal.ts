import type { Messages } from '../fr.ts';

export const legal: Messages['legal'] = {};
