import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchStatements, type Shape } from '#server/database/sql.ts';

/**
 * Loads each module of the server that has statements, and prints as JSON those that are constants. In a
 * process of its own, since only modules that are loaded after the watch began are heard.
 */

export type Declared = { readonly text: string; readonly shape: Shape };

const SERVER = join(process.cwd(), 'server');
/** These are no modules: they begin to work as they are loaded. */
const COMMANDS = /^[\w-]+\.ts$/;

const declared: Declared[] = [];
watchStatements((text, shape) => declared.push({ text, shape }));
for (const file of filesWithStatements()) await import(join(SERVER, file));
process.stdout.write(JSON.stringify(declared), () => process.exit());

function filesWithStatements(): string[] {
  return readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /(?<!\.test|\.testing)\.ts$/.test(file) &&
      !COMMANDS.test(file) &&
      readFileSync(join(SERVER, file), 'utf8').includes('= statement('),
  );
}
