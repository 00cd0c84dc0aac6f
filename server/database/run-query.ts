import type pg from 'pg';

/**
 * The answer to a statement. With a callback: what the driver's own promises lead to outlives two
 * collections of young objects, answers with all their rows, and fills the space of the old ones.
 * @throws what the database says, with the way to who asked.
 */
export async function answerTo<Row extends object>(
  client: pg.ClientBase,
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  try {
    return await new Promise((resolve, reject) => {
      client.query<Row>(statement, (error, answer) => {
        if (error === null) resolve(answer);
        else reject(error);
      });
    });
  } catch (error) {
    // Else it leads to the socket.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}
