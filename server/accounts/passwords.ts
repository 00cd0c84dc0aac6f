import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id (the library's default variant): 19 MiB, 2 passes, 1 lane. */
const POLICY = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Keyboards write an accent in one sign or in two: it is the same password. */
function fold(password: string): string {
  return password.normalize('NFKC');
}

export function hashPassword(password: string): Promise<string> {
  return hash(fold(password), POLICY);
}

let nobody: Promise<string> | null = null;

/** The hash that is tried where there is no member, so that the answer takes as long. */
export function nobodysHash(): Promise<string> {
  nobody ??= hashPassword(randomBytes(32).toString('hex'));
  return nobody;
}

/** Whether a password fits; with no hash it never does, after the same work. */
export async function verifyPassword(hashed: string | null, password: string): Promise<boolean> {
  const fits = await verify(hashed ?? (await nobodysHash()), fold(password)).catch(() => false);
  return hashed !== null && fits;
}
