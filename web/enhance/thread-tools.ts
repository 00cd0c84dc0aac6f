/** What a thread offers its readers, in one file. */
export { enhance as addShortcuts } from './keyboard-shortcuts.ts';
export { enhance as quoteInPlace } from './quote-button.ts';
