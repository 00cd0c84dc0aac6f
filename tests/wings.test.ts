import { describe, expect, test } from 'vitest';
import {
  findCircles,
  findUpward,
  readImports,
  readWings,
  type Import,
} from '#tests/support/read-imports.ts';

/** Each wing stands on those under it, and no two folders on each other. */

const CURE =
  'Move what both need into a wing or folder under both, give it as a parameter from server/app.ts, or move the file to where it belongs; see docs/decisions/wings.md.';

function sayUpward({ from, to }: Import): string {
  return `${from} imports ${to}, which stands above it. ${CURE}`;
}

function show({ from, to }: Import): string {
  return `${from} -> ${to}`;
}

/** What remains, because answers of a lower wing hold figures or words of a higher one. It only shrinks. */
const LEFT: Readonly<Record<'server' | 'shared', readonly string[]>> = {
  server: [],
  shared: [
    'shared/community/inbox.ts -> shared/collective/boycotts.ts',
    'shared/community/inbox.ts -> shared/governance/appeals.ts',
    'shared/community/live-cards.ts -> shared/collective/boycotts.ts',
    'shared/directory/clients.ts -> shared/evidence/incidents.ts',
    'shared/directory/clients.ts -> shared/evidence/tasks.ts',
    'shared/directory/platforms.ts -> shared/evidence/tasks.ts',
  ],
};

const imports = { server: readImports('server'), shared: readImports('shared') };
const wings = readWings();

test('imports are read at all', () => {
  expect(wings.slice(0, 2)).toEqual(['core', 'database']);
  expect(imports.server.length).toBeGreaterThan(2_000);
  expect(imports.shared.length).toBeGreaterThan(200);
  const shown = imports.server.map(show);
  expect(shown).toContain('server/main.ts -> server/app.ts');
  // By import(…).
  expect(shown).toContain('server/operations/open-stores.ts -> server/media/files/s3-store.ts');
});

describe.each(['server', 'shared'] as const)('%s/', (root) => {
  const left = LEFT[root];
  const upward = findUpward(imports[root], wings);

  test('no file imports of a wing above its own', () => {
    expect(upward.filter((one) => !left.includes(show(one))).map(sayUpward)).toEqual([]);
  });

  test('what still does is listed, and nothing else', () => {
    expect(upward.map(show).toSorted()).toEqual(left);
  });

  test('no folders stand in a circle', () => {
    const others = imports[root].filter((one) => !left.includes(show(one)));
    const told = findCircles(others).map(
      ({ folders, weakest }) =>
        `${folders.join(', ')} stand in a circle, which is thinnest at ${weakest.map(show).join(' and ')}. ${CURE}`,
    );
    expect(told).toEqual([]);
  });
});

describe('the check finds', () => {
  const ORDER = ['low', 'middle', 'high'];

  test.each<[string, Import, boolean]>([
    ['a wing above', { from: 's/low/a/x.ts', to: 's/high/b/y.ts' }, true],
    ['a wing below', { from: 's/high/b/y.ts', to: 's/low/a/x.ts' }, false],
    ['its own wing', { from: 's/low/a/x.ts', to: 's/low/b/y.ts' }, false],
    ['a file beside the wings', { from: 's/high/x.ts', to: 's/deps.ts' }, true],
    ['from beside the wings', { from: 's/app.ts', to: 's/high/x.ts' }, false],
  ])('an import of %s: %s', (_, one, goesUp) => {
    expect(findUpward([one], ORDER)).toEqual(goesUp ? [one] : []);
  });

  test('a wing that the document does not name', () => {
    const one = { from: 's/low/x.ts', to: 's/attic/y.ts' };
    expect(() => findUpward([one], ORDER)).toThrow('no wing attic/');
  });

  test('rooms that lead back to each other over a third, and where that is thinnest', () => {
    const back = { from: 's/low/c/z.ts', to: 's/low/a/x.ts' };
    const circle = [
      { from: 's/low/a/x.ts', to: 's/low/b/y.ts' },
      { from: 's/low/a/w.ts', to: 's/low/b/y.ts' },
      { from: 's/low/b/y.ts', to: 's/low/c/z.ts' },
      { from: 's/low/b/v.ts', to: 's/low/c/z.ts' },
      { from: 's/low/d/u.ts', to: 's/low/a/x.ts' },
    ];
    expect(findCircles(circle)).toEqual([]);
    expect(findCircles([...circle, back])).toEqual([
      { folders: ['s/low/a', 's/low/b', 's/low/c'], weakest: [back] },
    ]);
  });

  test('a folder and one in it', () => {
    const both = [
      { from: 's/low/x.ts', to: 's/low/a/y.ts' },
      { from: 's/low/a/y.ts', to: 's/low/x.ts' },
    ];
    expect(findCircles(both)).toHaveLength(1);
  });

  test('wings, though no two rooms of theirs do', () => {
    const both = [
      { from: 's/low/a/x.ts', to: 's/high/b/y.ts' },
      { from: 's/high/c/z.ts', to: 's/low/d/w.ts' },
    ];
    expect(findCircles(both).map(({ folders }) => folders)).toEqual([['s/high', 's/low']]);
  });
});
