import { createContext, use } from 'react';
import type { PageContext } from './page.ts';

export const PageContextValue = createContext<PageContext | null>(null);

/** Language, sentences, viewer and form state of the page that is being rendered. */
export function usePage(): PageContext {
  const context = use(PageContextValue);
  if (context === null) throw new Error('usePage outside a page');
  return context;
}
