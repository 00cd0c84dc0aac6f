import type { Messages } from '../fr.ts';

export const platforms: Messages['platforms'] = {
  question: (name) => `Does ${name} pay?`,
};
