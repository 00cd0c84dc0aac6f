/** The first run of the connected area of a run, by the `roots` of a union-find; shortens the path to it. */
export function firstRunOf(roots: Int32Array, run: number): number {
  let root = run;
  while (roots[root] !== root) {
    roots[root] = roots[roots[root] ?? 0] ?? 0;
    root = roots[root] ?? 0;
  }
  return root;
}

/** Connects the areas of two first runs; the earlier one becomes the first of both. */
export function connectRoots(roots: Int32Array, one: number, other: number): void {
  if (one < other) roots[other] = one;
  else roots[one] = other;
}
