/** The output of `node --cpu-prof`: a call tree, and the function of each sample. */
export type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
};

/** A function in its call path, with its total microseconds. */
type Frame = { readonly name: string; readonly below: Map<string, Frame>; time: number };

const WIDTH = 1_200;
const ROW = 17;
const LEAST_SHARE = 0.004;
const LETTER = 6.4;
/** Idle frames. */
const WAITING: ReadonlySet<string> = new Set(['(idle)', '(program)', '(root)']);
/** Internals of the event loop, omitted since they would be below everything. */
const PLUMBING = /^(?:node:|$)/;

/** React's recursive internals, merged into one frame. */
const REACT: ReadonlySet<string> = new Set([
  'retryNode',
  'performWork',
  'renderElement',
  'renderNode',
  'renderNodeDestructive',
  'renderChildrenArray',
  'finishFunctionComponent',
  'renderToStringImpl',
]);

/** A flame graph as SVG: width is total time, callees are above. Omits idle time. */
export function drawFlames(profile: CpuProfile, title: string): string {
  const all: Frame = { name: title, below: new Map(), time: 0 };
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  profile.samples.forEach((sample, nth) => {
    const path: string[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const frame = nodes.get(id)?.callFrame;
      if (frame === undefined) break;
      const isOwn = id === sample;
      const name = REACT.has(frame.functionName) ? 'React' : frame.functionName || '(anonymous)';
      const again = name === 'React' && path[0] === name;
      if (!again && (isOwn || !PLUMBING.test(frame.url))) path.unshift(name);
    }
    if (WAITING.has(path.at(-1) ?? '(root)')) return;
    add(all, path, profile.timeDeltas[nth] ?? 0);
  });
  const boxes: string[] = [];
  const depth = place(all, { all: all.time, x: 0, row: 0 }, boxes);
  const height = (depth + 1) * ROW;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="11">`,
    `<g transform="translate(0 ${height - ROW}) scale(1 -1)">`,
    ...boxes,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function add(from: Frame, path: readonly string[], time: number): void {
  let frame = from;
  frame.time += time;
  for (const name of path) {
    const next = frame.below.get(name) ?? { name, below: new Map<string, Frame>(), time: 0 };
    frame.below.set(name, next);
    next.time += time;
    frame = next;
  }
}

type Place = { readonly all: number; readonly x: number; readonly row: number };

/** @returns the highest row with a box. */
function place(frame: Frame, { all, x, row }: Place, boxes: string[]): number {
  const share = frame.time / all;
  if (share < LEAST_SHARE) return row - 1;
  const width = share * WIDTH;
  const letters = Math.floor((width - 4) / LETTER);
  const percent = `${(share * 100).toFixed(1)} %`;
  const full = `${frame.name} ${percent}`;
  const said = full.length <= letters ? full : frame.name.slice(0, Math.max(0, letters));
  boxes.push(
    `<g><title>${escape(full)}</title><rect x="${x.toFixed(1)}" y="${row * ROW}" width="${width.toFixed(1)}" height="${ROW - 1}" fill="${colourOf(frame.name)}"/>${
      letters < 3
        ? ''
        : `<text x="${(x + 3).toFixed(1)}" y="${-(row * ROW + 4)}" transform="scale(1 -1)">${escape(said)}</text>`
    }</g>`,
  );
  let [at, highest] = [x, row];
  for (const next of [...frame.below.values()].toSorted((a, b) => b.time - a.time)) {
    highest = Math.max(highest, place(next, { all, x: at, row: row + 1 }, boxes));
    at += (next.time / all) * WIDTH;
  }
  return highest;
}

/** A stable colour per name. */
function colourOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return `hsl(${12 + (sum % 34)} 62% ${66 + (sum % 13)}%)`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
