import { randomUUID } from 'node:crypto';
import { listSequences, listTables } from '#server/backup/catalogue.ts';
import { compareRows, setSequence } from '#server/backup/load.ts';
import type { Manifest } from '#server/backup/manifest.ts';
import { settleFormats } from '#server/backup/rows.ts';
import { LONG_TRANSACTION } from '#server/backup/write.ts';
import { sqlIn, type Sql } from '#server/db.ts';
import type { Progress } from '#server/imports/progress.ts';
import { migrationNames } from '#server/migrations.ts';
import { checkpointIn, findRecordFaults } from '#server/record/after-restore.ts';
import { latestCheckpoint } from '#server/record/checkpoint.ts';
import { today } from '#shared/days.ts';
import { BadMove } from './bad-move.ts';
import { copyTables } from './copy.ts';
import { readMark, removeMark, writeMark } from './marks.ts';
import { holdStill, refuseRunning, tableNames, type Side } from './sides.ts';
import { checkVersion, prepareTarget, putRulesBack } from './target.ts';

type Told = {
  readonly progress: Progress;
  readonly say: (line: string) => void;
};

export type Work = Told & {
  readonly migrations: string;
  /** Brings into the source what waits outside it: what is not in it does not come along. */
  readonly settle: () => Promise<void>;
};

export type Moved = {
  readonly tables: number;
  readonly rows: number;
  /** How many acts of the record were signed. */
  readonly acts: number;
};

/**
 * Moves a site from one database into an empty one of the other kind. It can be killed at any moment
 * and called again: then it goes on, and until it is done the source alone is the site.
 * @throws BadMove where something must be put right first.
 */
export async function moveSite(
  source: Side,
  target: Side,
  now: Date,
  { migrations, settle, ...told }: Work,
): Promise<Moved> {
  await refuseRunning(source);
  await refuseRunning(target);
  const known = await migrationNames(migrations);
  await checkVersion(source.database, known, 'The site');
  const id = await idOfMove(source, target, now);
  const day = today(now);
  if ((await readMark(source.database.sql))?.role !== 'gone') await settle();
  const came = await prepareTarget(
    target.database,
    { role: 'target', id, place: source.place, day },
    migrations,
  );
  await checkVersion(target.database, known, 'The empty database');
  const tables = await tableNames(source.database.sql);
  const moved = await source.database.prisma.$transaction(
    async (tx) => {
      const sql = sqlIn(tx);
      await holdStill(sql, tables);
      await settleFormats(sql);
      const copied = await copyTables(sql, target.database, came, told);
      told.say('All rows are there. Now references and indexes, then each row is compared…');
      const acts = await finishTarget(sql, target, copied);
      // With the end of this transaction, and not before, the other one is the site.
      await writeMark(sql, { role: 'gone', id, place: target.place, day });
      const rows = copied.reduce((sum, table) => sum + table.rows, 0);
      return { tables: copied.length, rows, acts };
    },
    { ...LONG_TRANSACTION, isolationLevel: 'RepeatableRead' },
  );
  await removeMark(target.database.sql);
  // Of what was loaded it knows nothing yet, and would choose slow ways.
  await target.database.sql('ANALYZE');
  return moved;
}

/** The name of this move, which the source keeps; the former one where it was cut short. */
async function idOfMove(source: Side, target: Side, now: Date): Promise<string> {
  const mark = await readMark(source.database.sql);
  if (mark?.role === 'target') {
    throw new BadMove(`A move from ${mark.place} into ${source.place} is not finished itself.`);
  }
  const there = await readMark(target.database.sql);
  if (mark?.role === 'gone' && !(there?.role === 'target' && there.id === mark.id)) {
    throw new BadMove(
      `This site was moved to ${mark.place} on ${mark.day}. To move what is here all the same: npm run move -- --reopen, then again.`,
    );
  }
  const id = mark?.id ?? randomUUID();
  if (mark === null) {
    const begun = { role: 'source', id, place: target.place, day: today(now) } as const;
    await writeMark(source.database.sql, begun);
  }
  return id;
}

/**
 * Puts back what holds the rows together, and looks whether all is there: each row, and the record
 * against what was signed. Where anything is wrong, nothing of it stays.
 * @returns how many acts were signed.
 */
async function finishTarget(
  source: Sql,
  { database }: Side,
  copied: Manifest['tables'],
): Promise<number> {
  const sequences = await listSequences(source);
  const note = (await latestCheckpoint(source))?.note ?? null;
  await database.prisma.$transaction(async (tx) => {
    const sql = sqlIn(tx);
    await settleFormats(sql);
    await putRulesBack(sql);
    for (const sequence of sequences) await setSequence(sql, sequence);
    const tables = new Map((await listTables(sql)).map((table) => [table.name, table]));
    await compareRows(sql, tables, { tables: copied });
    const faults = await findRecordFaults(sql, note);
    if (faults.length > 0) throw new BadMove(faults.join(' '));
  }, LONG_TRANSACTION);
  return checkpointIn(note)?.size ?? 0;
}
