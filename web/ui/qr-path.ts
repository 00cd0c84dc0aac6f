import { encode } from 'uqr';

/** Width of the white margin that readers need, in modules. */
const QUIET = 4;

/** The dark modules of an address as a QR code, as path data of an SVG; `size` is its width. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const path = data.flatMap((row, y) => darkRuns(row).map(([x, length]) => draw(x, y, length)));
  return { size, path: path.join('') };
}

/** A QR code as an SVG document: dark on light in every theme, as scanners need it. */
export function qrSvg(text: string): string {
  const { size, path } = qrPath(text);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">`,
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`,
  ].join('');
}

function draw(x: number, y: number, length: number): string {
  return `M${x} ${y}h${length}v1h-${length}z`;
}

/** Runs of dark modules: start and length. */
function darkRuns(row: readonly boolean[]): [x: number, length: number][] {
  const runs: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}
