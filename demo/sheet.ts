import { write } from './strokes.ts';

export const SHEET_WIDTH = 540;
export const SHEET_HEIGHT = 1080;

/** The colours of one phone: light or dark, with the colour of its application. */
export type Theme = {
  readonly paper: string;
  readonly card: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly good: string;
  /** What the member covers with. */
  readonly cover: string;
};

type TextStyle = {
  size: number;
  color?: string;
  bold?: boolean;
  align?: 'left' | 'right' | 'center';
};

/** A picture that grows mark by mark; `y` of a text is its base line. */
export type Sheet = {
  readonly theme: Theme;
  readonly text: (x: number, y: number, text: string, style: TextStyle) => void;
  readonly box: (
    x: number,
    y: number,
    width: number,
    height: number,
    style: { fill: string; radius?: number },
  ) => void;
  readonly circle: (x: number, y: number, radius: number, fill: string) => void;
  readonly line: (path: string, style: { color: string; width: number }) => void;
  readonly svg: () => string;
};

export function createSheet(theme: Theme): Sheet {
  const marks: string[] = [];
  const sheet: Sheet = {
    theme,
    text: (x, y, text, { size, color = theme.ink, bold = false, align = 'left' }) => {
      const written = write(text, { size, color, bold, cover: theme.cover });
      const shift = align === 'left' ? 0 : align === 'right' ? written.width : written.width / 2;
      marks.push(`<g transform="translate(${Math.round(x - shift)} ${y})">${written.svg}</g>`);
    },
    box: (x, y, width, height, { fill, radius = 0 }) => {
      marks.push(
        `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`,
      );
    },
    circle: (x, y, radius, fill) => {
      marks.push(`<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`);
    },
    line: (path, { color, width }) => {
      marks.push(
        `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`,
      );
    },
    svg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET_WIDTH}" height="${SHEET_HEIGHT}">${marks.join('')}</svg>`,
  };
  sheet.box(0, 0, SHEET_WIDTH, SHEET_HEIGHT, { fill: theme.paper });
  return sheet;
}
