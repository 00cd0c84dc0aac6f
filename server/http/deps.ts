import type { Environment } from '#server/core/env.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Database } from '#server/database/db.ts';

/** Dependencies that the routes of every wing may use. A wing that needs more extends this type. */
export type BaseDeps = {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly env: Environment;
  readonly clock: () => Date;
};
