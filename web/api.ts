import type { z } from 'zod/mini';

/**
 * The one door to the data: what a page reads it reads from the API, with the visitor's rights.
 * @throws the API's error.
 */
export type Api = {
  get: <Schema extends z.ZodMiniType>(path: string, schema: Schema) => Promise<z.output<Schema>>;
};
