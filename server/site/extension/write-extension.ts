import type { NamedFile } from '#server/core/zip-files.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';

export const EXTENSION_BROWSERS = ['firefox', 'chromium'] as const;
export type ExtensionBrowser = (typeof EXTENSION_BROWSERS)[number];

/** Sizes in pixels of the icons, which are drawn by `drawIcon`. */
export const EXTENSION_ICON_SIZES = [48, 128] as const;

export type ExtensionParts = {
  /** The built script for other sites' pages. */
  readonly script: string;
  readonly version: string;
  readonly origin: string;
  /** Domains of the platforms on whose pages it runs. */
  readonly domains: readonly string[];
  readonly icons: ReadonlyMap<number, Buffer>;
};

/**
 * The files of the browser extension (Manifest V3), the same bytes for the same parts. It asks for
 * storage and for the pages of the listed domains; its requests go out in the background, where the
 * page sees none and whose policy knows no other host than the site.
 */
export function writeExtension(browser: ExtensionBrowser, parts: ExtensionParts): NamedFile[] {
  const text = (name: string, content: string): NamedFile => ({
    name,
    content: Buffer.from(content),
  });
  return [
    text('manifest.json', `${JSON.stringify(manifestOf(browser, parts), null, 2)}\n`),
    text('background.js', writeBackground(parts.origin)),
    text('content.js', writeContent(parts)),
    ...LANGUAGES.map((language) =>
      text(
        `_locales/${language}/messages.json`,
        `${JSON.stringify({ description: { message: messagesFor(language).overlay.script } })}\n`,
      ),
    ),
    ...EXTENSION_ICON_SIZES.flatMap((size) => {
      const content = parts.icons.get(size);
      return content === undefined ? [] : [{ name: iconName(size), content }];
    }),
  ];
}

function manifestOf(browser: ExtensionBrowser, { version, origin, domains }: ExtensionParts) {
  return {
    manifest_version: 3,
    name: 'Contrenote',
    version,
    description: '__MSG_description__',
    default_locale: 'en',
    homepage_url: origin,
    icons: Object.fromEntries(EXTENSION_ICON_SIZES.map((size) => [size, iconName(size)])),
    permissions: ['storage'],
    content_scripts: [
      {
        matches: domains.map((domain) => `*://*.${domain}/*`),
        js: ['content.js'],
        run_at: 'document_idle',
      },
    ],
    content_security_policy: {
      extension_pages: `default-src 'none'; script-src 'self'; connect-src ${origin}`,
    },
    ...(browser === 'firefox'
      ? {
          background: { scripts: ['background.js'] },
          browser_specific_settings: {
            gecko: {
              id: `contrenote@${new URL(origin).hostname}`,
              // Content scripts run without asking again since 127, what is sent is declared since 142.
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['websiteActivity'] },
            },
          },
        }
      : { background: { service_worker: 'background.js' }, minimum_chrome_version: '120' }),
  };
}

function iconName(size: number): string {
  return `icon-${size}.png`;
}

/** Asks the site for what the content script looks up, and for nothing else. */
function writeBackground(origin: string): string {
  return `const LOOKUP = ${JSON.stringify(`${origin}/api/lookup`)};
chrome.runtime.onMessage.addListener((query, sender, answer) => {
  if (sender.id !== chrome.runtime.id || typeof query !== 'string') return false;
  fetch(\`\${LOOKUP}?\${new URLSearchParams(query)}\`, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: { accept: 'application/json' },
  })
    .then(async (response) => answer({ status: response.status, responseText: await response.text() }))
    .catch(() => answer(null));
  return true;
});
`;
}

/** The script for other sites' pages, with the functions that a userscript manager would lend it. */
function writeContent({ script, origin, domains }: ExtensionParts): string {
  const report = Object.fromEntries(
    LANGUAGES.map((language) => [language, pathTo(language, 'reportTask')]),
  );
  return `const CONTRENOTE = ${JSON.stringify({ site: origin, report, domains })};
const GM = {
  getValue: async (key) => (await chrome.storage.local.get(key))[key],
  setValue: (key, value) => chrome.storage.local.set({ [key]: value }),
  xmlHttpRequest: ({ url, onload, onerror }) =>
    chrome.runtime
      .sendMessage(url.slice(url.indexOf('?') + 1))
      .then((answer) => (answer ? onload(answer) : onerror()), onerror),
};
${script}`;
}
