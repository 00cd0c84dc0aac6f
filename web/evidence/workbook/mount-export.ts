import { today } from '#shared/core/days.ts';
import { workbookToCsv, workbookToJson } from '#shared/evidence/workbook-export.ts';
import { createElement, findPart, setText } from './dom-helpers.ts';
import type { ExportSentences } from './export-section.tsx';
import type { WorkbookStore } from './workbook-store.ts';

/** Downloads the workbook as files made here. */
export function mountExport(element: HTMLElement, book: WorkbookStore): void {
  const words = JSON.parse(element.dataset['words'] ?? '{}') as ExportSentences;
  const status = findPart(element, 'status');

  async function give(kind: 'csv' | 'json'): Promise<void> {
    const entries = await book.all();
    if (entries.every((entry) => entry.kind === 'deleted')) {
      setText(status, words.empty);
      return;
    }
    const [text, type] =
      kind === 'csv'
        ? [workbookToCsv(entries, words.language), 'text/csv;charset=utf-8']
        : [workbookToJson(entries), 'application/json'];
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = createElement('a', {
      href: url,
      download: `${words.file}-${today(new Date())}.${kind}`,
    });
    element.append(link);
    link.click();
    link.remove();
    // Some browsers read the URL only after the click.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    await book.meta.set('exportedAt', Date.now());
    setText(status, words.done);
  }

  for (const kind of ['csv', 'json'] as const) {
    const button = findPart<HTMLButtonElement>(element, kind);
    button.addEventListener('click', () => void give(kind));
    button.disabled = false;
  }
}
