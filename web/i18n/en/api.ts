import { MIN_RECEIPTS_OF_DELAY } from '#shared/directory/platforms.ts';
import type { Messages } from '#web/i18n/fr.ts';

export const api: Messages['api'] = {
  title: 'The API',
  say: 'All that a page shows, a program can read here, without a key.',
  rules: [
    'Answers are JSON. Any origin may read.',
    'Figures are under ODbL 1.0, texts under CC BY-SA 4.0.',
    'To write, you need the session of a member and the origin of the site.',
    'No exact amount, no exact day, no author of unsigned evidence: the API does not give them.',
    `A delay takes ${MIN_RECEIPTS_OF_DELAY} receipts on known days within 12\u00a0months. Else it is null.`,
  ],
  machine: 'The same description for machines (OpenAPI 3.1)',
  places: { path: 'in the address', query: 'after the “?”', body: 'in the body' },
  required: 'required',
  example: 'Example:',
};
