import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';

/** An import between two files of a tree, type imports included. Paths are relative to the repository. */
export type Import = { readonly from: string; readonly to: string };

/** The imports between files of a folder such as `server`, without tests. */
export function readImports(root: string): Import[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(?:test|testing|d)\.tsx?$/.test(name))
    .map((name) => posix.join(root, name))
    .toSorted();
  return files.flatMap((from) =>
    importedBy(from)
      .map((name) => resolve(from, name))
      .filter((to) => to.startsWith(`${root}/`) && existsSync(to))
      .map((to) => ({ from, to })),
  );
}

function importedBy(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.map((entry) => entry.moduleRequest?.value),
  );
  // `import('./x.ts')` as expression or type, and workers by URL.
  const called = source.matchAll(/\b(?:import\(|new URL\()\s*'([^']+)'/g);
  return [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...exported,
    ...Array.from(called, ([, name]) => name),
  ].filter((name) => name !== undefined);
}

function resolve(from: string, name: string): string {
  return name.startsWith('#') ? name.slice(1) : posix.join(posix.dirname(from), name);
}

/** The wings (layers) in the table of `docs/architecture.md`, from the lowest up. */
export function readWings(): string[] {
  const text = readFileSync(join('docs', 'architecture.md'), 'utf8');
  return Array.from(text.matchAll(/^\| `([a-z-]+)\/` /gm), ([, wing]) => wing ?? '');
}

/** Imports of a higher wing, and imports by a wing of files outside all wings (`server/app.ts`). */
export function findUpward(imports: readonly Import[], wings: readonly string[]): Import[] {
  const height = (path: string): number => {
    const wing = wingOf(path);
    if (wing === null) return wings.length;
    const place = wings.indexOf(wing);
    if (place < 0) throw new Error(`${path}: docs/architecture.md names no wing ${wing}/.`);
    return place;
  };
  return imports.filter(({ from, to }) => height(to) > height(from));
}

/** @returns null for a file outside all wings, e.g. `server/app.ts`. */
function wingOf(path: string): string | null {
  const [, wing, file] = path.split('/');
  return file === undefined ? null : (wing ?? null);
}

/** A cycle of folders, and the smallest set of imports between two of them. */
export type Circle = { readonly folders: readonly string[]; readonly weakest: readonly Import[] };

/** Import cycles between folders at each depth (wings, and rooms in them); a file belongs to its folder. */
export function findCircles(imports: readonly Import[]): Circle[] {
  const deepest = Math.max(...imports.map(({ from }) => from.split('/').length - 1));
  return Array.from({ length: deepest }, (_, depth) => circlesAt(imports, depth + 1)).flat();
}

function circlesAt(imports: readonly Import[], depth: number): Circle[] {
  const folder = (path: string): string => path.split('/').slice(0, -1).slice(0, depth).join('/');
  const edges = new Map<string, Map<string, Import[]>>();
  for (const one of imports) {
    const [from, to] = [folder(one.from), folder(one.to)];
    if (from === to) continue;
    const out = edges.get(from) ?? new Map<string, Import[]>();
    edges.set(from, out.set(to, [...(out.get(to) ?? []), one]));
  }
  const reachable = new Map([...edges.keys()].map((name) => [name, reach(name, edges)]));
  const meets = (one: string, other: string): boolean =>
    reachable.get(one)?.has(other) === true && reachable.get(other)?.has(one) === true;
  const done = new Set<string>();
  return [...edges.keys()].flatMap((name) => {
    if (done.has(name) || !meets(name, name)) return [];
    const folders = [...edges.keys()].filter((other) => meets(name, other));
    for (const one of folders) done.add(one);
    const between = folders.flatMap((one) =>
      [...(edges.get(one) ?? [])].filter(([to]) => folders.includes(to)).map(([, some]) => some),
    );
    const [weakest = []] = between.toSorted((one, other) => one.length - other.length);
    return [{ folders: folders.toSorted(), weakest }];
  });
}

function reach(
  start: string,
  edges: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const left = [start];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    for (const next of edges.get(at)?.keys() ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      left.push(next);
    }
  }
  return seen;
}
