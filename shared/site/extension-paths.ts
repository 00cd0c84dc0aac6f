/** Where the site has its extension for a browser. */
export function extensionPath(browser: 'firefox' | 'chromium'): string {
  return `/contrenote-${browser}.zip`;
}
