import type { Messages } from '../fr.ts';

export const reviews: Messages['reviews'] = {};
