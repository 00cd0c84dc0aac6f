import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';

/** A function, trigger or view of a database. */
export type SqlObject = RowOf<typeof CODE_OBJECT>;

const CODE_OBJECT = {
  kind: col.oneOf(['function', 'view', 'trigger']),
  name: col.text,
  /** A function with its parameter types, a view's name, or a trigger with its table. */
  signature: col.text,
  definition: col.text,
} satisfies RowShape;

/**
 * Lists functions, triggers and views of the current schema, except those of extensions, by kind and
 * signature.
 */
export function listSqlObjects(sql: Sql): Promise<SqlObject[]> {
  return sql(
    statement(
      CODE_OBJECT,
      `SELECT * FROM (
       SELECT 'function' AS kind, p.proname::text AS name, p.oid::regprocedure::text AS signature,
              pg_get_functiondef(p.oid) AS definition
         FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND p.prokind <> 'a'
          AND NOT EXISTS (SELECT 1 FROM pg_depend d
            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
       UNION ALL
       SELECT 'trigger', t.tgname::text, t.tgname || ' on ' || t.tgrelid::regclass, pg_get_triggerdef(t.oid)
         FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
       UNION ALL
       SELECT 'view', c.relname::text, c.oid::regclass::text, pg_get_viewdef(c.oid)
         FROM pg_class c WHERE c.relkind IN ('v', 'm') AND c.relnamespace = current_schema()::regnamespace) o
      ORDER BY kind, signature COLLATE "C"`,
    ),
  );
}

/** The SQL function that returns the database's code version. `applySqlFiles` generates it; it has no file. */
export const CODE_VERSION_FUNCTION = 'database_code';
