import {
  eraseClientName,
  type ErasedClientName,
} from '#server/directory/clients/erase-client-name.ts';
import { readEnvironment } from '#server/core/env.ts';
import { AppError } from '#server/core/errors.ts';
import { CommandRefused, runCommand, withDatabase } from './run-command.ts';

const USAGE = 'Usage: npm run erase-name -- CLIENT_SLUG NAME';

await runCommand(async ([slug, ...words]) => {
  const name = words.join(' ').trim();
  if (slug === undefined || name === '') throw new CommandRefused(USAGE, 2);
  const erased = await withDatabase(readEnvironment(process.env), ({ prisma }) =>
    prisma
      .$transaction((tx) => eraseClientName(tx, slug, name, new Date()))
      .catch((error: unknown) => {
        throw error instanceof AppError
          ? new CommandRefused(`There is no client "${slug}".`, 2)
          : error;
      }),
  );
  if (erased === null) throw new CommandRefused(`${slug} is called "${name}" nowhere.`, 2);
  console.log(describe(slug, erased));
});

function describe(slug: string, { slug: now, name, names, revisions }: ErasedClientName): string {
  return [
    `Names erased: ${names}. Changes that told it: ${revisions}. The record says so.`,
    ...(slug === now ? [] : [`The client is now "${name}", at /clients/${now}.`]),
  ].join('\n');
}
