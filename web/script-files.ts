/**
 * Modules of the browser that share a file, by its name: what is needed together comes with one request.
 * A module stands in the first that names it.
 */
export const SCRIPT_FILES: readonly { readonly name: string; readonly modules: RegExp }[] = [
  {
    name: 'writing',
    modules:
      /\/(?:enhance\/(?:save-draft|post-preview|post-sending-state|exact-details-warning|redaction-field|unreadable-picture)|evidence\/exact-details)\.ts$/,
  },
  {
    name: 'record',
    modules:
      /\/(?:enhance\/(?:log-check|browser-sha256|verify-ed25519)|shared\/core\/hex|shared\/transparency-log\/[\w-]+|blind-signing\/(?:site-record-sources|anonymous-fetch))\.ts$/,
  },
  { name: 'storage', modules: /\/node_modules\/idb\/|\/workbook\/cross-tab-lock\.ts$/ },
  {
    name: 'tokens',
    modules:
      /\/(?:web\/collective\/(?:pledges\/(?!carry-words|pledge-news)[\w-]+|blind-signing\/[\w-]+|survey\/survey-token)|shared\/collective\/(?:blind-signing|pledge-messages|survey-messages|ballot-rules))\.ts$/,
  },
];
