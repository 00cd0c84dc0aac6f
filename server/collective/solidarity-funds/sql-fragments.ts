import {
  hidingJson,
  isBoycottVisibleSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';

/** SQL: the shown funds of boycott `b` as JSON, oldest first; `viewer` is SQL of the viewer's id. */
export function fundsJsonSql(viewer: string): string {
  const mine = `COALESCE(f.member_id = ${viewer}, false)`;
  return `COALESCE((SELECT json_agg(json_build_object('id', f.id,
      'name', ${readableOrNullSql('f', 'f.name', mine)},
      'address', ${readableOrNullSql('f', 'f.address', mine)},
      'on', f.checked_on, 'by', f.checked_by, 'hiding', ${hidingJson('f')}, 'mine', ${mine})
      ORDER BY f.checked_on, f.id)
    FROM solidarity_fund f WHERE f.boycott_id = b.id AND f.taken_off_on IS NULL), '[]')`;
}

/** SQL: whether boycott `b` shows its funds, and takes new ones: one can pledge, or it is on. */
export const TAKES_FUNDS_SQL = `(b.state IN ('pledging', 'on') AND ${isBoycottVisibleSql('b')})`;
