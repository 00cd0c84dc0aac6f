import { expect, test } from 'vitest';
import { drawFlames, type CpuProfile } from './draw.ts';

test('a flame is as wide as the time that ran below it, without the time in which nothing ran', () => {
  const frame = (functionName: string, url = 'file:///site.js') => ({ functionName, url });
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: frame('(root)', ''), children: [2, 3, 6] },
      { id: 2, callFrame: frame('(idle)', '') },
      { id: 3, callFrame: frame('emit', 'node:events'), children: [4] },
      { id: 4, callFrame: frame('page<1>'), children: [5] },
      { id: 5, callFrame: frame('query') },
      { id: 6, callFrame: frame('(garbage collector)', '') },
    ],
    samples: [2, 4, 5, 6],
    timeDeltas: [900, 30, 60, 10],
  };
  const svg = drawFlames(profile, 'all');
  const shares = [...svg.matchAll(/<title>(.*?) ([\d.]+) %<\/title>/g)].map(([, name, share]) => [
    name,
    Number(share),
  ]);
  expect(shares).toEqual([
    ['all', 100],
    ['page&lt;1&gt;', 90],
    ['query', 60],
    ['(garbage collector)', 10],
  ]);
});

test('what React calls between components is one row of its name', () => {
  const frame = (functionName: string) => ({ functionName, url: 'file:///site.js' });
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: frame('retryNode'), children: [2] },
      { id: 2, callFrame: frame('renderElement'), children: [3] },
      { id: 3, callFrame: frame('Post'), children: [4] },
      { id: 4, callFrame: frame('renderNode') },
    ],
    samples: [4],
    timeDeltas: [10],
  };
  const names = [...drawFlames(profile, 'all').matchAll(/<title>(.*?) [\d.]+ %/g)];
  expect(names.map(([, name]) => name)).toEqual(['all', 'React', 'Post', 'React']);
});
