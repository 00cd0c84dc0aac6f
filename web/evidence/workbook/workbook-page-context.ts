import type { ScriptSentences } from './script-sentences.ts';
import type { WorkbookStore } from './workbook-store.ts';

/** What all parts of the workbook page share: its root element, the store, the sentences. */
export type WorkbookPageContext = {
  readonly root: HTMLElement;
  readonly book: WorkbookStore;
  readonly words: ScriptSentences;
  /** Announces a sentence to screen readers. */
  readonly say: (sentence: string) => void;
};
