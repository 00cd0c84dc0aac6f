import { BadEnvironment } from '#server/env.ts';
import type { Sql } from '#server/db.ts';

/** Where a move notes how far it is: beside the tables of the site, in neither backup nor dump. */
export const MOVE_SCHEMA = 'contrenote_move';

/**
 * What a database is to a move: it is read, it is being filled, or it was left for another one. Only
 * the first may still be used.
 */
export type Mark = {
  readonly role: 'source' | 'target' | 'gone';
  /** The same on both sides of one move. */
  readonly id: string;
  /** Where the other side is, without a password. */
  readonly place: string;
  /** The day, UTC. */
  readonly day: string;
};

/** The settings name a database that is half filled, or that the site has left. */
export class SiteMoved extends BadEnvironment {}

/** What a move noted here; null in a database that none touched. */
export async function readMark(sql: Sql): Promise<Mark | null> {
  const [table] = await sql<{ present: boolean }>(
    `SELECT to_regclass('${MOVE_SCHEMA}.mark') IS NOT NULL AS present`,
  );
  if (table?.present !== true) return null;
  const [mark] = await sql<Mark>(`SELECT role, id, place, day FROM ${MOVE_SCHEMA}.mark`);
  return mark ?? null;
}

/** Notes what this database is from now on. */
export async function writeMark(sql: Sql, { role, id, place, day }: Mark): Promise<void> {
  await sql(`CREATE SCHEMA IF NOT EXISTS ${MOVE_SCHEMA}`);
  await sql(
    `CREATE TABLE IF NOT EXISTS ${MOVE_SCHEMA}.mark (
       only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
       role text NOT NULL, id text NOT NULL, place text NOT NULL, day text NOT NULL)`,
  );
  await sql(
    `INSERT INTO ${MOVE_SCHEMA}.mark (role, id, place, day) VALUES ($1, $2, $3, $4)
     ON CONFLICT (only_one) DO UPDATE
       SET role = excluded.role, id = excluded.id, place = excluded.place, day = excluded.day`,
    [role, id, place, day],
  );
}

/** Forgets all that a move noted here. */
export async function removeMark(sql: Sql): Promise<void> {
  await sql(`DROP SCHEMA IF EXISTS ${MOVE_SCHEMA} CASCADE`);
}

/** @throws SiteMoved where a site must not be run on this database. */
export async function refuseMoved(sql: Sql): Promise<void> {
  const mark = await readMark(sql);
  if (mark?.role === 'target') {
    throw new SiteMoved(
      `A move from ${mark.place} into this database is not finished: give the same command again.`,
    );
  }
  if (mark?.role === 'gone') {
    throw new SiteMoved(
      `This site was moved to ${mark.place} on ${mark.day}. Start it there. To use what is here all the same: npm run move -- --reopen`,
    );
  }
}
