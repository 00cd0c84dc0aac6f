import type pg from 'pg';

/**
 * Runs a query with a callback instead of the driver's promise: what that promise keeps alive, all rows
 * included, survives two young-generation collections and fills the old generation.
 * @throws the database's error with the caller's stack.
 */
export async function runQuery<Row extends object>(
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
    // The original stack leads to the socket.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}
