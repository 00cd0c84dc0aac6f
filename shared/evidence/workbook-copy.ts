import { z } from 'zod/mini';
import { commonFormFields } from '#shared/core/form-fields.ts';

/** The encrypted copy of a workbook, unreadable to the server. */

/** Maximum size of a copy, in bytes. */
export const MAX_COPY_BYTES = 2 * 1024 * 1024;
/** Minimum size: copies are padded to this size or a doubling of it. */
export const MIN_COPY_BYTES = 4 * 1024;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const MAX_BASE64_LENGTH = Math.ceil(MAX_COPY_BYTES / 3) * 4;
const MAX_VERSION = 2 ** 31 - 2;

const version = z.int().check(z.gte(0), z.lte(MAX_VERSION));
const data = z.string().check(z.maxLength(MAX_BASE64_LENGTH), z.regex(BASE64));

/** `known` is the version that the device has, whose bytes are not sent again. */
export const copyQuery = z.object({
  known: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(MAX_VERSION))),
});
export const copyResponse = z.object({ version, bytes: z.int(), data: z.nullable(data) });
export type CopyResponse = z.infer<typeof copyResponse>;

export const saveCopyForm = z.object({
  ...commonFormFields,
  /** The version that this copy was merged from; 0 without one. */
  base: z.coerce.number().check(z.int(), z.gte(0), z.lte(MAX_VERSION)),
  data,
});
export const savedCopyResponse = z.object({ version });
export const deleteCopyForm = z.object(commonFormFields);
