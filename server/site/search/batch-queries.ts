import { col, statement, type Sql } from '#server/database/sql.ts';

/** A prepared statement with a name; a name always has the same text. */
export type BatchedQuery<Row> = {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** Phantom field for the row type. */
  readonly row?: Row;
};
type Questions = Readonly<Record<string, BatchedQuery<object> | null>>;
type Answers<Asked extends Questions> = {
  readonly [Key in keyof Asked]: Asked[Key] extends BatchedQuery<infer Row> | null ? Row[] : never;
};

/**
 * Texts of combined queries, cached by their names, so that the database plans each combination once.
 */
const texts = new Map<string, string>();

/**
 * Runs several queries in one round trip and returns the rows of each, as JSON; of one that is null
 * none. An extra round trip costs more than most of the queries.
 */
export async function runBatch<Asked extends Questions>(
  sql: Sql,
  asked: Asked,
): Promise<Answers<Asked>> {
  const questions = Object.entries(asked).flatMap(([key, question]) =>
    question === null ? [] : [{ key, ...question }],
  );
  const none: object = Object.fromEntries(Object.keys(asked).map((key) => [key, []]));
  if (questions.length === 0) return none as Answers<Asked>;
  const name = questions.map((question) => question.name).join('-');
  const text = texts.get(name) ?? putTogether(questions);
  texts.set(name, text);
  const values = questions.flatMap((question) => question.values);
  const shape = Object.fromEntries(questions.map(({ key }) => [key, col.json<object[]>()]));
  const [row] = await sql(statement(shape, text), values);
  return { ...none, ...row } as Answers<Asked>;
}

function putTogether(questions: readonly (BatchedQuery<object> & { key: string })[]): string {
  let before = 0;
  const columns = questions.map(({ key, text, values }) => {
    const shift = before;
    before += values.length;
    const shifted = text.replaceAll(/\$(\d+)/g, (_, number) => `$${Number(number) + shift}`);
    return `(SELECT COALESCE(json_agg(r), '[]') FROM (${shifted}) r) AS "${key}"`;
  });
  return `SELECT ${columns.join(', ')}`;
}
