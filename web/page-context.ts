import { createContext, use } from 'react';
import type { PageContext } from './page.ts';

export const PageContextValue = createContext<PageContext | null>(null);

/** Context of the current page: language, messages, viewer and form state. */
export function usePage(): PageContext {
  const context = use(PageContextValue);
  if (context === null) throw new Error('usePage outside a page');
  return context;
}
