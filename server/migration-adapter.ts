import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/**
 * What the schema engine needs of a database. A script is run whole by the driver: the published
 * adapters cut it at each semicolon, or do not wait for it, so that its errors would be lost.
 */
export function migrationAdapter(
  factory: { adapterName: string; connect: () => Promise<SqlDriverAdapter> },
  runScript: (script: string) => Promise<unknown>,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: factory.adapterName,
    connect: async () => withScripts(await factory.connect(), runScript),
    connectToShadowDb: async () => {
      const shadow = await createScratch();
      const adapter = await new PrismaPGlite(shadow).connect();
      return withScripts(adapter, (script) => shadow.exec(script));
    },
  };
}

function withScripts(
  adapter: SqlDriverAdapter,
  runScript: (script: string) => Promise<unknown>,
): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    await runScript(script);
  };
  return adapter;
}

/** An empty database in memory, with what the migrations need. */
export function createScratch(): Promise<PGlite> {
  return PGlite.create({ dataDir: 'memory://', extensions: { pg_trgm } });
}
