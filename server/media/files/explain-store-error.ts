import type { S3Settings } from '#server/core/env.ts';
import { StoreUnavailable } from './file-store.ts';
import {
  UnusableSetting,
  errorCodeOf,
  errorMessageOf,
} from '#server/core/setting-errors/unusable-setting.ts';

const KEYS = 'S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY';

type Explained = readonly [setting: string, sentence: (settings: S3Settings) => string];

const UNKNOWN_MACHINE: Explained = [
  'S3_ENDPOINT',
  ({ endpoint }) => `the machine of ${endpoint} is not known; correct the address`,
];
const SILENT: Explained = [
  'S3_ENDPOINT',
  ({ endpoint }) =>
    `the store at ${endpoint} does not answer in time; look whether it runs and whether a firewall lets this machine reach it`,
];
const WRONG_REGION: Explained = [
  'S3_REGION',
  ({ endpoint, region }) =>
    `the store at ${endpoint} does not serve the region "${region}"; set the one that it expects`,
];

/** Sentences by network error code or S3 error name. */
const SENTENCES: Readonly<Record<string, Explained>> = {
  ECONNREFUSED: [
    'S3_ENDPOINT',
    ({ endpoint }) => `no store answers at ${endpoint}; start it, or correct the address`,
  ],
  ENOTFOUND: UNKNOWN_MACHINE,
  EAI_AGAIN: UNKNOWN_MACHINE,
  ETIMEDOUT: SILENT,
  TimeoutError: SILENT,
  InvalidAccessKeyId: [
    KEYS,
    ({ endpoint, accessKeyId }) =>
      `the store at ${endpoint} does not know the key "${accessKeyId}"; correct both`,
  ],
  SignatureDoesNotMatch: [
    KEYS,
    ({ endpoint, accessKeyId }) =>
      `the store at ${endpoint} refuses this secret for the key "${accessKeyId}"; correct both`,
  ],
  AccessDenied: [
    KEYS,
    ({ endpoint, bucket, accessKeyId }) =>
      `the key "${accessKeyId}" may not read and write the bucket "${bucket}" at ${endpoint}; give it these rights`,
  ],
  NoSuchBucket: [
    'S3_BUCKET',
    ({ endpoint, bucket }) =>
      `the store at ${endpoint} has no bucket "${bucket}"; make it, or correct the name`,
  ],
  AuthorizationHeaderMalformed: WRONG_REGION,
  PermanentRedirect: WRONG_REGION,
};

function explainStore(settings: S3Settings, error: unknown): UnusableSetting {
  const [setting, sentence] = SENTENCES[errorCodeOf(error)] ?? [
    'S3_ENDPOINT',
    ({ endpoint, bucket }: S3Settings) =>
      `the bucket "${bucket}" at ${endpoint} cannot be used (${errorMessageOf(error)}); look whether an S3-compatible store runs there`,
  ];
  return new UnusableSetting(setting, `${sentence(settings)}.`, error);
}

/**
 * Runs the first request to the picture store.
 * @throws UnusableSetting where the store does not work.
 */
export async function explainStoreErrors<Made>(
  settings: S3Settings,
  work: () => Promise<Made>,
): Promise<Made> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw explainStore(settings, error.cause);
  }
}
