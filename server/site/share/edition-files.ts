import { createHash } from 'node:crypto';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { z } from 'zod/mini';
import { AppError } from '#server/core/errors.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import type { PagesApi } from '#server/http/pages-api.ts';
import type { Server } from '#server/http/server.ts';
import { xml } from '#server/http/xml.ts';
import type { SiteDeps } from '#server/site/deps.ts';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { toBibTex, toRis } from '#shared/evidence/barometer/citations.ts';
import {
  EDITION_FIGURES,
  editionName,
  editionResponse,
  type EditionFigureName,
  type EditionResponse,
} from '#shared/evidence/barometer/edition.ts';
import {
  CHART_HEIGHT,
  CHART_WIDTH,
  ChartDrawing,
  pointsOf,
} from '#web/evidence/barometer/edition-chart.tsx';
import {
  chartPath,
  CITATION_FORMATS,
  citationPath,
} from '#web/evidence/barometer/edition-paths.ts';
import {
  editionNote,
  editionTitle,
  chartTitle,
  wageLine,
} from '#web/evidence/barometer/edition-text.ts';
import { formatsFor } from '#web/page-formats.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { COLOURS, type Colour } from './colours.ts';

/** Editions never change; the months before may become definitive. */
const KEPT_SECONDS = 3_600;
const USED = ['paper', 'ink', 'soft', 'rule', 'brick'] as const satisfies Colour[];
const rulesOf = (shade: 0 | 1): string =>
  `:root{${USED.map((colour) => `--${colour}:${COLOURS[colour][shade]}`).join(';')}}`;
const STYLE = `${rulesOf(0)}@media(prefers-color-scheme:dark){${rulesOf(1)}}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors *; sandbox`;
const MARGIN = 16;
/** Letters of a line of the title, and of the source. */
const TITLE_LETTERS = 38;
const SOURCE_LETTERS = 58;

/** Routes of what travels of an edition: its charts as pictures, and citations. They know nobody. */
export function registerEditionFiles(app: Server, { env }: SiteDeps, api: PagesApi): void {
  const config = { anonymous: true, sameForVisitors: true };
  const options = { config, schema: { hide: true, params: z.object({ edition: editionName }) } };
  for (const language of LANGUAGES) {
    for (const figure of EDITION_FIGURES) {
      app.get(chartPath(':edition', figure, language), options, async (request, reply) => {
        const data = await api
          .ofStranger(request)
          .get(`/api/barometer/${request.params.edition}`, editionResponse);
        const address = addressOf(data, language, siteOrigin(env.publicUrl, request));
        return reply
          .header('cache-control', `public, max-age=${KEPT_SECONDS}`)
          .header('cross-origin-resource-policy', 'cross-origin')
          .header('content-security-policy', POLICY)
          .type('image/svg+xml')
          .send(drawChart(data, figure, language, address));
      });
    }
    for (const format of CITATION_FORMATS) {
      app.get(citationPath(':edition', format, language), options, async (request, reply) => {
        const data = await api
          .ofStranger(request)
          .get(`/api/barometer/${request.params.edition}`, editionResponse);
        const citation = {
          id: data.edition.id,
          title: editionTitle(data, wordsOf(language)),
          publisher: 'Contrenote',
          day: data.edition.madeOn,
          address: addressOf(data, language, siteOrigin(env.publicUrl, request)),
          note: editionNote(data, wordsOf(language)),
          language,
        };
        const [type, text] =
          format === 'bib'
            ? ['application/x-bibtex', toBibTex(citation)]
            : ['application/x-research-info-systems', toRis(citation)];
        return reply
          .type(`${type}; charset=utf-8`)
          .header(
            'content-disposition',
            `attachment; filename="contrenote-${data.edition.id}.${format}"`,
          )
          .send(text);
      });
    }
  }
}

const wordsOf = (language: Language) => ({
  t: messagesFor(language),
  format: formatsFor(language),
});

function addressOf(
  { edition: { id } }: EditionResponse,
  language: Language,
  origin: string,
): string {
  return `${origin}${pathTo(language, 'edition', { edition: id })}`;
}

/**
 * A chart as an SVG that stands alone: title, drawing, and whose figures they are.
 * @throws AppError not-found for a figure that no month has.
 */
function drawChart(
  data: EditionResponse,
  name: EditionFigureName,
  language: Language,
  address: string,
): string {
  const words = wordsOf(language);
  const points = pointsOf(data.history, name);
  if (points.length === 0) throw new AppError('not-found');
  const title = wrap(chartTitle(name, points, words), TITLE_LETTERS);
  const source = [
    ...wrap(
      `Contrenote, ${editionTitle(data, words)}. ${editionNote(data, words)}`,
      SOURCE_LETTERS,
    ),
    address,
  ];
  const top = 24 + title.length * 24;
  const width = CHART_WIDTH + 2 * MARGIN;
  const height = top + CHART_HEIGHT + source.length * 15 + MARGIN;
  const drawing = renderToStaticMarkup(
    createElement(ChartDrawing, {
      name,
      points,
      until: data.edition.month,
      line: wageLine(name, data.edition.figures, words),
      words,
    }),
  );
  const lines = (texts: readonly string[], from: number, step: number, more: object) =>
    texts.map((text, nth) =>
      xml('text', { x: String(MARGIN), y: String(from + nth * step), ...more }, text),
    );
  return xml(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: String(width * 2),
      height: String(height * 2),
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-labelledby': 't',
      lang: language,
      'font-family': 'system-ui,Segoe UI,Roboto,Arial,sans-serif',
      'font-size': '13',
    },
    xml('title', { id: 't' }, `${title.join(' ')}. ${source.join(' ')}`),
    xml('style', {}, STYLE),
    xml('rect', { width: String(width), height: String(height), fill: 'var(--paper)' }),
    ...lines(title, 32, 24, {
      'font-size': '19',
      'font-weight': '700',
      'font-family': 'Georgia,serif',
      fill: 'var(--ink)',
    }),
    xml('g', { transform: `translate(${MARGIN} ${top})` }, { markup: drawing }),
    ...lines(source, top + CHART_HEIGHT + 12, 15, { 'font-size': '11', fill: 'var(--soft)' }),
  ).markup;
}

/** Breaks a text into lines of at most so many letters, between words. */
function wrap(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \n]+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
