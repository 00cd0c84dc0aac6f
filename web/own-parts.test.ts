import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { OwnValues, drawOwnParts, splitAtOwnParts } from './own-parts.tsx';
import { PageContextValue, usePage } from './page-context.ts';
import type { PageContext } from './page.ts';

type Values = { readonly count: number };

const countOf = ({ unread }: PageContext): Values | null =>
  unread === 0 ? null : { count: unread };

function contextOf(unread: number): PageContext {
  return { language: 'fr', unread, ownParts: null } as PageContext;
}

/** Own parts of a page with one `OwnValues`. */
function partsOf(of: (values: Values) => ReactNode) {
  return splitAtOwnParts((ownParts) =>
    renderToStaticMarkup(
      createElement(
        PageContextValue,
        { value: { ...contextOf(0), ownParts } },
        createElement(OwnValues<Values>, { of, from: countOf }),
      ),
    ),
  ).parts;
}

test('a component by values is drawn once for all members who have the same', () => {
  let drawn = 0;
  const parts = partsOf(({ count }) => {
    drawn += 1;
    return createElement('b', null, count);
  });
  const shown = [3, 7, 3, 0].map((unread) => drawOwnParts(parts, contextOf(unread)));
  expect(shown).toEqual([['<b>3</b>'], ['<b>7</b>'], ['<b>3</b>'], ['']]);
  expect(drawn).toBe(2);
});

test('two components with the same values are told apart', () => {
  const html = (['b', 'i'] as const).map((tag) => {
    const parts = partsOf(({ count }) => createElement(tag, null, count));
    return drawOwnParts(parts, contextOf(3))[0];
  });
  expect(html).toEqual(['<b>3</b>', '<i>3</i>']);
});

test('a component by values cannot show what else is a member’s', () => {
  const parts = partsOf(() => createElement('b', null, usePage().viewer?.pseudonym));
  const context = { ...contextOf(3), viewer: { pseudonym: 'lune' } } as PageContext;
  expect(() => drawOwnParts(parts, context)).toThrow(/must not read viewer/);
});
