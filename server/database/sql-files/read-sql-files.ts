import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';

/** Name of the database code in messages for the operator. */
export const SQL_OBJECTS_LABEL = 'functions, triggers and views';

/**
 * A file of `prisma/sql`: defines the function or view that it is named after, and the triggers that
 * call it.
 */
export type SqlFile = {
  readonly name: string;
  /** Path relative to `prisma/sql`. */
  readonly path: string;
  readonly script: string;
  /** Names of the files that have to be applied before it. */
  readonly needs: readonly string[];
};

const manifestSchema = z.strictObject({
  /**
   * When the files last changed (14 digits, like a migration's stamp): decides which of two versions is
   * older.
   */
  stamp: z.string().regex(/^\d{14}$/),
  /** Hash of all files. */
  sha256: z.string(),
  /**
   * All signatures of functions and views in this and earlier versions, as `regprocedure` and
   * `regclass` print them.
   */
  signatures: z.array(z.string()),
});

export type SqlManifest = z.infer<typeof manifestSchema>;

export function sqlFolderOf(migrations: string): string {
  return join(migrations, '..', 'sql');
}

export function sqlManifestPath(folder: string): string {
  return join(folder, 'manifest.json');
}

export function readSqlManifest(folder: string): SqlManifest {
  return manifestSchema.parse(JSON.parse(readFileSync(sqlManifestPath(folder), 'utf8')));
}

/**
 * Reads the files in the order in which they are applied: by path, each after those that it needs.
 * @throws Error where a needed file is missing or files need each other.
 */
export function readSqlFiles(folder: string): SqlFile[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
    .map((entry) => readCodeFile(folder, join(entry.parentPath, entry.name)))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return inOrder(files);
}

/** SHA-256 of the files' contents in order, in hex. */
export function hashSqlFiles(files: readonly SqlFile[]): string {
  const hash = createHash('sha256');
  for (const { name, script } of files) hash.update(`${name}\0${script}\0`);
  return hash.digest('hex');
}

function readCodeFile(folder: string, path: string): SqlFile {
  const script = readFileSync(path, 'utf8');
  const [, needs = ''] = /^-- needs: (.*)$/m.exec(script) ?? [];
  return {
    name: basename(path, '.sql'),
    path: relative(folder, path),
    script,
    needs: needs.split(/,\s*/).filter((name) => name !== ''),
  };
}

function inOrder(files: readonly SqlFile[]): SqlFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const ordered = new Set<SqlFile>();
  const put = (file: SqlFile, before: readonly string[]): void => {
    if (before.includes(file.name)) {
      throw new Error(`Files of prisma/sql need each other: ${[...before, file.name].join(', ')}`);
    }
    for (const name of file.needs) {
      const needed = byName.get(name);
      if (needed === undefined) throw new Error(`${file.path} needs ${name}, which is not there.`);
      put(needed, [...before, file.name]);
    }
    ordered.add(file);
  };
  for (const file of files) put(file, []);
  return [...ordered];
}
