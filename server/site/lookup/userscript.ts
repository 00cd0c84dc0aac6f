import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';

export const USERSCRIPT_PATH = '/contrenote.user.js';

/** Writes the userscript: the metadata block, the site's address, then the script. */
export function writeUserscript(
  script: string,
  { origin, version, domains }: { origin: string; version: string; domains: readonly string[] },
): string {
  const [fr, en] = [messagesFor('fr').overlay, messagesFor('en').overlay];
  const address = `${origin}${USERSCRIPT_PATH}`;
  const report = { fr: pathTo('fr', 'reportTask'), en: pathTo('en', 'reportTask') };
  const lines: readonly (readonly [string, string])[] = [
    ['name', 'Contrenote'],
    ['namespace', origin],
    ['version', version],
    ['description', en.script],
    ['description:fr', fr.script],
    ['license', 'AGPL-3.0-or-later'],
    ['homepageURL', origin],
    ['icon', `${origin}/icon.svg`],
    ['downloadURL', address],
    ['updateURL', address],
    ...domains.map((domain) => ['match', `*://*.${domain}/*`] as const),
    ['connect', new URL(origin).hostname],
    ...GRANTS.map((grant) => ['grant', grant] as const),
    // Isolated from the page's own scripts, if the manager supports it.
    ['inject-into', 'content'],
    ['noframes', ''],
    ['run-at', 'document-idle'],
  ];
  const width = Math.max(...lines.map(([key]) => key.length));
  return [
    '// ==UserScript==',
    ...lines.map(([key, value]) => `// @${key.padEnd(width)} ${value}`.trimEnd()),
    '// ==/UserScript==',
    `const CONTRENOTE = ${JSON.stringify({ site: origin, report, domains })};`,
    script,
  ].join('\n');
}

/**
 * The API permissions that the userscript asks for, each under its names in both generations of
 * userscript managers.
 */
const GRANTS = [
  'GM.xmlHttpRequest',
  'GM_xmlhttpRequest',
  'GM.getValue',
  'GM_getValue',
  'GM.setValue',
  'GM_setValue',
];
