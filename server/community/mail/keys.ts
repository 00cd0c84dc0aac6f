import type { Secrets } from '#server/core/secrets.ts';
import type { MailKeys } from './actions.ts';

export function deriveMailKeys(secrets: Secrets): MailKeys {
  return { addresses: secrets.keyFor('mail addresses'), codes: secrets.keyFor('mail codes') };
}
