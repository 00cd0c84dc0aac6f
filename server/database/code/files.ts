import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';

/** What the operator is told of it, beside the names of migrations. */
export const DATABASE_CODE = 'functions, triggers and views';

/** A file of `prisma/sql`: it makes the function or view of its name, and the triggers that call it. */
export type CodeFile = {
  /** The object that it is named by. */
  readonly name: string;
  /** Its path below `prisma/sql`. */
  readonly path: string;
  readonly script: string;
  /** Files that have to be applied before it, by their names. */
  readonly needs: readonly string[];
};

const manifestSchema = z.strictObject({
  /** When the files last changed, as migrations are stamped: says which of two versions is the older. */
  stamp: z.string().regex(/^\d{14}$/),
  /** Of the files. */
  sha256: z.string(),
  /** Each function and view that any version had, as `regprocedure` and `regclass` print them. */
  signatures: z.array(z.string()),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The folder of the code that belongs to a folder of migrations. */
export function codeFolderOf(migrations: string): string {
  return join(migrations, '..', 'sql');
}

export function manifestPath(folder: string): string {
  return join(folder, 'manifest.json');
}

export function readManifest(folder: string): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(manifestPath(folder), 'utf8')));
}

/**
 * The files in the order in which they are applied: by path, each after those that it needs.
 * @throws Error where one needs what is not there, or two need each other.
 */
export function readCodeFiles(folder: string): CodeFile[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
    .map((entry) => readCodeFile(folder, join(entry.parentPath, entry.name)))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return inOrder(files);
}

/** SHA-256 of what is applied, hex. */
export function hashOfFiles(files: readonly CodeFile[]): string {
  const hash = createHash('sha256');
  for (const { name, script } of files) hash.update(`${name}\0${script}\0`);
  return hash.digest('hex');
}

function readCodeFile(folder: string, path: string): CodeFile {
  const script = readFileSync(path, 'utf8');
  const [, needs = ''] = /^-- needs: (.*)$/m.exec(script) ?? [];
  return {
    name: basename(path, '.sql'),
    path: relative(folder, path),
    script,
    needs: needs.split(/,\s*/).filter((name) => name !== ''),
  };
}

function inOrder(files: readonly CodeFile[]): CodeFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const ordered = new Set<CodeFile>();
  const put = (file: CodeFile, before: readonly string[]): void => {
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
