import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

export class BadEnvironment extends Error {}

export type LegalSettings = {
  readonly publisher: string | null;
  readonly director: string | null;
  readonly host: string | null;
  readonly contact: string | null;
  readonly controller: string | null;
  readonly language: 'fr' | 'en';
};

export type S3Settings = {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Path-style URLs: the bucket is in the path instead of the host name (MinIO, Garage, s3rver). */
  readonly forcePathStyle: boolean;
};

/** SMTP server and sender of mails. */
export type MailSettings = { readonly url: string; readonly from: string };

export type Environment = {
  readonly host: string;
  readonly port: number;
  /** Absolute path of the folder with the site's keys, pictures and embedded database. */
  readonly dataDir: string;
  /** `postgresql://` URL; null for the embedded database. */
  readonly databaseUrl: string | null;
  /** Addresses of read replicas, used while their lag is small. */
  readonly replicaUrls: readonly string[];
  /** Number of server processes on all machines. Limits kept in memory are divided by it. */
  readonly processes: number;
  /** Origin without a final slash, e.g. https://contrenote.example; null: that of each request. */
  readonly publicUrl: string | null;
  /** Value of Fastify's `trustProxy`: true, false, or the addresses of the proxies. */
  readonly trustProxy: boolean | string;
  /** Secret that all keys derive from; null: the one in the file `secret.key` of DATA_DIR. */
  readonly secretKey: string | null;
  /** Secret that the transparency log's signing key derives from; null: the site's own secret. */
  readonly recordKey: string | null;
  /** The `recordKey` before the current one; null where it was never replaced. */
  readonly recordKeyOld: string | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Event-loop lag in milliseconds past which the server answers 503 "busy"; 0 disables the check. */
  readonly maxLagMs: number;
  /** Milliseconds for which a rendered page is cached for signed-out visitors; 0 disables the cache. */
  readonly pageAgeMs: number;
  /** Address of the metrics endpoint; null disables it. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Milliseconds between failing the readiness check and closing the server. */
  readonly drainMs: number;
  /** Bucket for pictures; null stores them in DATA_DIR. */
  readonly s3: S3Settings | null;
  /** SMTP settings; null disables mail. */
  readonly mail: MailSettings | null;
  /** Allowed origins of push services; `https://*.example` matches all subdomains. */
  readonly pushOrigins: readonly string[];
  readonly legal: LegalSettings;
  /** Whether the site publishes a daily dump of all public data. */
  /** Whom journalists may ask about the barometer; null for nobody. */
  readonly pressContact: string | null;
  readonly dailyDump: boolean;
  /** Whether browsers keep a service worker of the site; otherwise theirs is removed. */
  readonly serviceWorker: boolean;
};

/** Push services of Chromium browsers, Firefox, Safari and Edge. */
const PUSH_SERVICES =
  'https://fcm.googleapis.com https://*.push.services.mozilla.com https://*.push.apple.com https://*.notify.windows.com';
const S3_NAMES = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

function wholeNumber(least: number, most: number) {
  const range = `is a whole number from ${least} to ${most}`;
  return z.coerce.number(range).int(range).min(least, range).max(most, range);
}

const hexKey = z.string().regex(/^[0-9a-f]{64}$/, 'is 64 hexadecimal digits');

const settings = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(3000),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'starts with postgresql://')
    .optional(),
  DATABASE_REPLICA_URLS: z
    .string()
    .transform((value) => value.split(/[\s,]+/).filter((part) => part !== ''))
    .refine(
      (urls) => urls.every((url) => /^postgres(ql)?:\/\//.test(url)),
      'is addresses that start with postgresql://, with commas between',
    )
    .default([]),
  PROCESSES: wholeNumber(1, 1_000).default(1),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'is an address such as https://contrenote.example' })
    .transform((value) => new URL(value).origin)
    .optional(),
  TRUST_PROXY: z
    .string()
    .refine(namesProxies, 'is false, true, or addresses and networks such as 127.0.0.1, 10.0.0.0/8')
    .transform((value) => (value === 'true' || value === 'false' ? value === 'true' : value))
    .default(false),
  SECRET_KEY: z.optional(hexKey),
  RECORD_KEY: z.optional(hexKey),
  RECORD_KEY_OLD: z.optional(hexKey),
  LOG_LEVEL: z.enum(LOG_LEVELS, `is one of ${LOG_LEVELS.join(', ')}`).default('warn'),
  MAX_LAG_MS: wholeNumber(0, 600_000).default(2000),
  PAGE_AGE_MS: wholeNumber(0, 1_000).default(1000),
  METRICS_PORT: wholeNumber(1, 65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  DRAIN_MS: wholeNumber(0, 60_000).default(0),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'is an address such as https://s3.example' })
    .optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: flag.default(true),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'starts with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/[^\s<>@]@[^\s<>@]/, 'is an address such as Contrenote <news@contrenote.example>')
    .optional(),
  PUSH_SERVICES: z
    .string()
    .transform((value) => value.split(/[\s,]+/).filter((part) => part !== ''))
    .refine((origins) => origins.every(isOrigin), 'is origins such as https://push.example')
    .default(PUSH_SERVICES.split(' ')),
  LEGAL_PUBLISHER: z.string().optional(),
  LEGAL_DIRECTOR: z.string().optional(),
  LEGAL_HOST: z.string().optional(),
  LEGAL_CONTACT: z.string().optional(),
  LEGAL_CONTROLLER: z.string().optional(),
  PRESS_CONTACT: z.string().optional(),
  LEGAL_LANGUAGE: z.enum(['fr', 'en']).default('fr'),
  DAILY_DUMP: flag.default(true),
  SERVICE_WORKER: flag.default(true),
});

/**
 * Reads and validates all settings. An empty variable counts as unset.
 * @throws BadEnvironment with a sentence that names the invalid setting.
 */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const filled = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = settings.safeParse(filled);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new BadEnvironment(
      `These settings are wrong. ${sentences.join('; ')}. See .env.example.`,
    );
  }
  const value = parsed.data;
  return {
    host: value.HOST,
    port: value.PORT,
    dataDir: resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL ?? null,
    replicaUrls: readReplicas(value),
    processes: readProcesses(value),
    publicUrl: value.PUBLIC_URL ?? null,
    trustProxy: value.TRUST_PROXY,
    secretKey: value.SECRET_KEY ?? null,
    recordKey: value.RECORD_KEY ?? null,
    recordKeyOld: value.RECORD_KEY_OLD ?? null,
    logLevel: value.LOG_LEVEL,
    maxLagMs: value.MAX_LAG_MS,
    pageAgeMs: value.PAGE_AGE_MS,
    metrics:
      value.METRICS_PORT === undefined
        ? null
        : { host: value.METRICS_HOST, port: value.METRICS_PORT },
    drainMs: value.DRAIN_MS,
    s3: readS3(value),
    mail: readMail(value),
    pushOrigins: value.PUSH_SERVICES,
    legal: {
      publisher: value.LEGAL_PUBLISHER ?? null,
      director: value.LEGAL_DIRECTOR ?? null,
      host: value.LEGAL_HOST ?? null,
      contact: value.LEGAL_CONTACT ?? null,
      controller: value.LEGAL_CONTROLLER ?? null,
      language: value.LEGAL_LANGUAGE,
    },
    pressContact: value.PRESS_CONTACT ?? null,
    dailyDump: value.DAILY_DUMP,
    serviceWorker: value.SERVICE_WORKER,
  };
}

/**
 * Whether a value of TRUST_PROXY is valid. Fastify would reject a wrong one only at startup, with a
 * less helpful message.
 */
function namesProxies(value: string): boolean {
  if (value === 'true' || value === 'false') return true;
  return value.split(',').every((part) => {
    const [address = '', prefix] = part.trim().split('/');
    if (['loopback', 'linklocal', 'uniquelocal'].includes(address)) return prefix === undefined;
    const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return prefix === undefined
      ? longest > 0
      : /^\d{1,3}$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= longest;
  });
}

function readReplicas({ DATABASE_REPLICA_URLS, DATABASE_URL }: z.infer<typeof settings>): string[] {
  if (DATABASE_REPLICA_URLS.length > 0 && !DATABASE_URL)
    throw new BadEnvironment('For replicas, set DATABASE_URL too: the one that is written to.');
  return DATABASE_REPLICA_URLS;
}

/**
 * Returns PROCESSES.
 * @throws BadEnvironment for several processes on the embedded database, which supports only one.
 */
function readProcesses({ PROCESSES, DATABASE_URL }: z.infer<typeof settings>): number {
  if (PROCESSES > 1 && !DATABASE_URL)
    throw new BadEnvironment('For several processes, set DATABASE_URL too.');
  return PROCESSES;
}

function isOrigin(text: string): boolean {
  return /^https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d+)?$/.test(text);
}

/**
 * Returns the mail settings; null where none is set.
 * @throws BadEnvironment where some are missing, or PUBLIC_URL, since mails contain links.
 */
function readMail(value: z.infer<typeof settings>): MailSettings | null {
  const { SMTP_URL, MAIL_FROM, PUBLIC_URL } = value;
  if (!SMTP_URL && !MAIL_FROM) return null;
  if (!SMTP_URL || !MAIL_FROM || !PUBLIC_URL) {
    throw new BadEnvironment('For mails, set SMTP_URL, MAIL_FROM and PUBLIC_URL.');
  }
  return { url: SMTP_URL, from: MAIL_FROM };
}

function readS3(value: z.infer<typeof settings>): S3Settings | null {
  const missing = S3_NAMES.filter((name) => value[name] === undefined);
  if (missing.length === S3_NAMES.length) return null;
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = value;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) {
    throw new BadEnvironment(`For an S3-compatible store, set ${missing.join(' and ')} too.`);
  }
  return {
    endpoint: S3_ENDPOINT,
    region: value.S3_REGION,
    bucket: S3_BUCKET,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    forcePathStyle: value.S3_FORCE_PATH_STYLE,
  };
}
