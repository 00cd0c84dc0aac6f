import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '#server/core/env.ts';
import { findBlankLegalSettings } from '#server/governance/legal/legal-settings.ts';
import { openLogSigningKeys } from '#server/transparency-log/signing-keys.ts';
import { openSecrets } from '#server/core/secrets.ts';
import type { DatabaseFacts } from './database-facts.ts';
import type { Finding } from './findings.ts';

export function checkPublicSiteSettings(env: Environment): Finding {
  const about = 'Settings';
  if (env.publicUrl === null) {
    return {
      about,
      state: 'look',
      say: 'PUBLIC_URL is not set: the site is for this machine alone.',
    };
  }
  const blank = findBlankLegalSettings(env.legal);
  if (blank.length > 0) {
    return { about, state: 'bad', say: `${env.publicUrl}, but not set: ${blank.join(', ')}.` };
  }
  return env.trustProxy === false
    ? {
        about,
        state: 'look',
        say: `${env.publicUrl}. TRUST_PROXY is false: behind a proxy, all visitors share one limit.`,
      }
    : { about, state: 'fine', say: `${env.publicUrl}, with all legal settings.` };
}

/**
 * Says where the keys are. The secret is the source of the keys for the transparency log, senders of
 * notices and replies, recovery phrases, private messages and push.
 */
export async function checkKeys(env: Environment): Promise<Finding> {
  const about = 'Keys';
  const path = join(env.dataDir, 'secret.key');
  const old = env.recordKeyOld === null ? '' : ' RECORD_KEY_OLD can go once the site has started.';
  const own = env.recordKey === null ? 'all grow from it' : 'that of the record is RECORD_KEY';
  if (env.secretKey !== null) {
    return { about, state: 'fine', say: `the secret is SECRET_KEY; ${own}.${old}` };
  }
  const found = await stat(path).catch(() => null);
  if (found === null) {
    return { about, state: 'bad', say: `there is no ${path}, and no SECRET_KEY: put it back.` };
  }
  const open = (found.mode & 0o077) !== 0 && process.platform !== 'win32';
  return {
    about,
    state: open ? 'bad' : 'fine',
    say: open
      ? `others can read ${path}: chmod 600.`
      : `the secret is ${path}; ${own}. Keep a copy apart from the backups.${old}`,
  };
}

/** Checks whether the site has its transparency log's signing key; null where that is unknown. */
export async function checkLogSigningKey(
  env: Environment,
  { record }: DatabaseFacts,
): Promise<Finding | null> {
  const hasSecret =
    env.secretKey !== null || (await stat(join(env.dataDir, 'secret.key')).catch(() => null));
  if (record.origin === null || record.key === null || hasSecret === null) return null;
  const keys = openLogSigningKeys(env, openSecrets(env.secretKey, env.dataDir));
  const { line } = await keys.signerFor(record.origin);
  const about = 'Record key';
  return line === record.key
    ? { about, state: 'fine', say: `it is here: ${line}` }
    : {
        about,
        state: 'bad',
        say: `the record is signed with ${record.key}, which is not here: at its next start the site changes the key, and readers are told. Put the former secret or RECORD_KEY back.`,
      };
}
