import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  MESSAGE_KEY_PURPOSE,
  MESSAGE_FLAG_KEY_PURPOSE,
} from '#server/community/private-messages/keys.ts';
import { PRIVATE_EVIDENCE_KEY_PURPOSE } from '#server/collective/private-evidence/actions.ts';
import { MEMBER_ALIAS_KEY_PURPOSE } from '#server/identity/members/member-alias.ts';
import { decryptText } from '#server/core/encryption.ts';
import { openSecrets, SHREDDING_FILE, type Secrets } from '#server/core/secrets.ts';
import { KEY_BYTES } from '#server/core/shredding-keys.ts';

/** All that lies on a disk: the bytes of every file, and what decrypts them. */
export type Loot = {
  readonly files: ReadonlyMap<string, Buffer>;
  /** The site's own secret. */
  readonly secrets: Secrets;
  /** Keys of rows that are there. */
  readonly rowKeys: readonly Buffer[];
};

/** Takes all files of some folders, with the secret and the keys of a data folder. */
export function steal(folders: readonly string[], dataDir: string): Loot {
  const files = new Map<string, Buffer>();
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) files.set(path, readFileSync(path));
    }
  }
  const keys = files.get(join(dataDir, SHREDDING_FILE)) ?? Buffer.alloc(0);
  const rowKeys = Array.from({ length: keys.length / KEY_BYTES }, (_, slot) =>
    keys.subarray(slot * KEY_BYTES, (slot + 1) * KEY_BYTES),
  );
  return { files, secrets: openSecrets(null, dataDir), rowKeys };
}

/** The files that contain some bytes. */
export function filesWith({ files }: Loot, wanted: string): string[] {
  return [...files].flatMap(([path, bytes]) => (bytes.includes(wanted) ? [path] : []));
}

const PURPOSES = [MESSAGE_KEY_PURPOSE, MESSAGE_FLAG_KEY_PURPOSE, PRIVATE_EVIDENCE_KEY_PURPOSE];
/** Base64 of a sealed day or text. */
const SEALED = /[A-Za-z0-9+/]{48,4000}={0,2}/g;
/** Random bytes have all three; names of functions do not. */
const RANDOM = [/[A-Z]/, /[a-z]/, /[0-9]/];

/**
 * The texts of rows, by their ids, that any sealed text anywhere on the disk gives, under the site's
 * secret alone or with any key of a row.
 */
export function readTexts(
  loot: Loot,
  ids: readonly string[],
  purposes: readonly string[] = PURPOSES,
): string[] {
  const { secrets, rowKeys, files } = loot;
  const sealed = new Set<string>();
  for (const bytes of files.values()) {
    for (const [blob] of bytes.toString('latin1').matchAll(SEALED)) {
      // PostgreSQL's byte before a short text can look like one of its signs.
      if (RANDOM.every((kind) => kind.test(blob))) sealed.add(blob).add(blob.slice(1));
    }
  }
  const keys = purposes.flatMap((purpose) => {
    const own = secrets.keyFor(purpose);
    return [own, ...rowKeys.map((key) => createHmac('sha256', own).update(key).digest())];
  });
  const texts = new Set<string>();
  for (const blob of sealed) {
    for (const id of ids) {
      for (const key of keys) {
        const text = tryUnseal(key, id, blob);
        if (text !== null) texts.add(text);
      }
    }
  }
  return [...texts];
}

function tryUnseal(key: Buffer, id: string, sealed: string): string | null {
  try {
    return decryptText(key, id, sealed);
  } catch {
    return null;
  }
}

/** In one row, or in one entry of an index. */
const NEAR = 100;
const ALIAS_BYTES = 32;

/** The members whom any row on the disk links to a boycott, by their ids or by their aliases. */
export function linkedMembers(loot: Loot, boycott: string, members: readonly string[]): string[] {
  const aliases = aliasesOf(loot, members);
  const linked = new Set<string>();
  for (const bytes of loot.files.values()) {
    for (let at = bytes.indexOf(boycott); at >= 0; at = bytes.indexOf(boycott, at + 1)) {
      const around = bytes.subarray(Math.max(0, at - NEAR), at + NEAR);
      for (const member of members) if (around.includes(member)) linked.add(member);
      for (let from = 0; from + ALIAS_BYTES <= around.length; from += 1) {
        const member = aliases.get(around.toString('hex', from, from + ALIAS_BYTES));
        if (member !== undefined) linked.add(member);
      }
    }
  }
  return [...linked];
}

/** All aliases that members could have, with any two keys. */
function aliasesOf({ secrets, rowKeys }: Loot, members: readonly string[]): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const member of members) {
    for (const phaseKey of rowKeys) {
      for (const own of rowKeys) {
        const hash = createHmac('sha256', secrets.keyFor(MEMBER_ALIAS_KEY_PURPOSE));
        aliases.set(hash.update(phaseKey).update(own).update(member).digest('hex'), member);
      }
    }
  }
  return aliases;
}
