import type { BookPage } from './book-page.ts';
import { part } from './dom.ts';
import type { Book } from './store.ts';

type Mount = (element: HTMLElement, book: Book) => void;

/** What most visits never open, and fetch only then. */
const DRAWERS: Readonly<Record<string, () => Promise<Mount>>> = {
  import: async () => (await import('./import.ts')).mountImport,
  export: async () => (await import('./export.ts')).mountExport,
  copy: async () => (await import('./copy.ts')).mountCopy,
};

/** Import, export and the encrypted copy, each behind its own summary. */
export async function mountDrawers({ root, book }: BookPage): Promise<void> {
  // A copy that was begun keeps itself up, looked at or not.
  const copies = Boolean(await book.meta.get('copy'));
  for (const drawer of root.querySelectorAll<HTMLDetailsElement>('details[data-drawer]')) {
    const name = drawer.dataset['drawer'] ?? '';
    let mounted = false;
    const mount = async (): Promise<void> => {
      const load = DRAWERS[name];
      if (mounted || load === undefined) return;
      mounted = true;
      try {
        (await load())(part(drawer, name), book);
      } catch {
        // The line is down and the page not yet kept: opened again, it is tried again.
        mounted = false;
      }
    };
    drawer.addEventListener('toggle', () => {
      if (drawer.open) void mount();
    });
    if (drawer.open || (name === 'copy' && copies)) void mount();
  }
}
