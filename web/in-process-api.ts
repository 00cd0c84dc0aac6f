import type { z } from 'zod/mini';

/**
 * In-process API client of pages, with the visitor's rights: pages read data only through it.
 * @throws the API's error.
 */
export type Api = {
  get: <Schema extends z.ZodMiniType>(path: string, schema: Schema) => Promise<z.output<Schema>>;
};
