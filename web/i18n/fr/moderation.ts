import { flag, reasons } from './flags.ts';

export const moderation = {
  flag,
  reasons,
  done: {
    flagged: 'C’est signalé. Vos nouvelles diront ce qui est décidé.',
  },
};
