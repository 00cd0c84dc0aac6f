import type { Messages } from '../fr.ts';

export const payouts: Messages['payouts'] = {};
