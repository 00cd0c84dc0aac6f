import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchStatements, type RowShape } from '#server/database/sql.ts';

/**
 * Loads all server modules that define statements, and prints the constant ones as JSON. A process of
 * its own, because only modules loaded after the watch started are seen.
 */

export type Declared = { readonly text: string; readonly shape: RowShape };

const SERVER = join(process.cwd(), 'server');
/** Entry points, which would start working when imported. */
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
