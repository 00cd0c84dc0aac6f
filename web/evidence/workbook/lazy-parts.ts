import type { WorkbookPageContext } from './workbook-page-context.ts';
import { findPart } from './dom-helpers.ts';
import type { WorkbookStore } from './workbook-store.ts';

type Mount = (element: HTMLElement, book: WorkbookStore) => void;

/** Parts loaded when first opened; most visits never open them. */
const LAZY_PARTS: Readonly<Record<string, () => Promise<Mount>>> = {
  import: async () => (await import('./mount-import.ts')).mountImport,
  export: async () => (await import('./mount-export.ts')).mountExport,
  copy: async () => (await import('./mount-encrypted-copy.ts')).mountEncryptedCopy,
};

/** Import, export and the encrypted copy, each in a collapsed section. */
export async function mountLazyParts({ root, book }: WorkbookPageContext): Promise<void> {
  // An existing copy syncs even if its section stays closed.
  const copies = Boolean(await book.meta.get('copy'));
  for (const drawer of root.querySelectorAll<HTMLDetailsElement>('details[data-drawer]')) {
    const name = drawer.dataset['drawer'] ?? '';
    let mounted = false;
    const mount = async (): Promise<void> => {
      const load = LAZY_PARTS[name];
      if (mounted || load === undefined) return;
      mounted = true;
      try {
        (await load())(findPart(drawer, name), book);
      } catch {
        // Offline and not cached yet: the next opening tries again.
        mounted = false;
      }
    };
    drawer.addEventListener('toggle', () => {
      if (drawer.open) void mount();
    });
    if (drawer.open || (name === 'copy' && copies)) void mount();
  }
}
