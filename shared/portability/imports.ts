import { z } from 'zod/mini';
import { proofOfWorkFields, newPassword, typedPseudonym } from '#shared/identity/accounts.ts';
import { checkbox, slug } from '#shared/core/form-fields.ts';
import { LANGUAGES } from '#shared/core/languages.ts';

/** The form with which a member claims her former pseudonym. */
export const pseudonymClaimForm = z.object({
  ...proofOfWorkFields,
  pseudonym: typedPseudonym,
  /** The code as handed out; case, spaces and hyphens do not matter. */
  code: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  password: newPassword,
  agree: z._default(checkbox, false),
});

/** The imported communities, by name. */
export const importsResponse = z.object({ sources: z.array(z.object({ name: z.string() })) });
export type ImportsResponse = z.infer<typeof importsResponse>;

/** The version of the format described in docs/import.md. */
export const IMPORT_FORMAT_VERSION = 1;
export const IMPORT_KINDS = ['category', 'member', 'thread', 'post'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
export const IMPORT_SOFTWARE = ['phpbb', 'discourse', 'other'] as const;
export type ImportSoftware = (typeof IMPORT_SOFTWARE)[number];

/** Maximum bytes of an import line; longer ones are skipped without buffering. */
export const MAX_IMPORT_LINE_BYTES = 1_048_576;
/** Longest imported text; old forums allowed longer posts than this site. */
export const MAX_IMPORTED_TEXT = 60_000;
/** Maximum length of titles and names; longer ones are cut, and reported. */
export const MAX_IMPORTED_NAME = 1_000;
export const MAX_IMPORTED_CATEGORIES = 2_000;
export const MAX_CATEGORY_NAME = 100;
export const MAX_CATEGORY_DESCRIPTION = 300;
/** Earliest time that an imported post may have. */
export const EARLIEST_IMPORT = '1990-01-01T00:00:00Z';

/** The operator's name of a source, used in file names. */
export const sourceName = z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), z.maxLength(40));

/** An id of the old site; numbers become strings. */
const original = z.pipe(
  z.transform((value) => (typeof value === 'number' ? String(value) : value)),
  z.string().check(z.regex(/^[\w.:-]{1,64}$/)),
);
const originalOrNone = z.nullish(original);
/** "2009-05-01", "2009-05-01T10:00:00Z", "2009-05-01T12:00:00+02:00", or seconds since 1970. */
const date = z.pipe(
  z.transform((value) =>
    typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8e9
      ? new Date(value * 1_000).toISOString()
      : value,
  ),
  z.union([z.iso.datetime({ offset: true }), z.iso.date()]),
);
const name = z.string().check(z.minLength(1), z.maxLength(MAX_IMPORTED_NAME));

export const importHeader = z.strictObject({
  kind: z.literal('source'),
  format: z.literal('contrenote-import'),
  version: z.literal(IMPORT_FORMAT_VERSION),
  source: sourceName,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_CATEGORY_NAME)),
  software: z._default(z.enum(IMPORT_SOFTWARE), 'other'),
  /** The old forum's address, for redirects from there. */
  url: z.optional(z.url({ protocol: /^https?$/ })),
});
export type ImportHeader = z.infer<typeof importHeader>;

/** A line of an import after the first. */
export const importLine = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('category'),
    id: original,
    name,
    slug: z.optional(slug),
    /** Description of the category, in one sentence. */
    say: z.optional(z.string().check(z.maxLength(MAX_IMPORTED_TEXT))),
    parent: originalOrNone,
    date: z.optional(date),
  }),
  z.strictObject({
    kind: z.literal('member'),
    id: original,
    pseudonym: name,
    date,
    language: z.optional(z.enum(LANGUAGES)),
  }),
  z.strictObject({
    kind: z.literal('thread'),
    id: original,
    category: original,
    title: z.string().check(z.maxLength(MAX_IMPORTED_NAME)),
    date,
    author: originalOrNone,
    /** The platform that the thread is about, by name, slug or domain. */
    platform: z.nullish(z.string().check(z.maxLength(200))),
  }),
  z.strictObject({
    kind: z.literal('post'),
    id: original,
    thread: original,
    date,
    author: originalOrNone,
    text: z.string().check(z.maxLength(MAX_IMPORTED_TEXT)),
    /** The post's number in the thread, if old links use it. */
    number: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
    edited: z.nullish(date),
  }),
]);
export type ImportLine = z.infer<typeof importLine>;
export type ImportLineOf<Kind extends ImportKind> = Extract<ImportLine, { kind: Kind }>;
