import { DUMP_FORMAT } from '#shared/portability/dump-manifest.ts';

const SITE = (site: string | null): string => site ?? 'this site';

export function dumpReadmeTexts(
  site: string | null,
  madeOn: string,
): Readonly<Record<string, string>> {
  return {
    'README.txt': `All that is public of ${SITE(site)}, as of ${madeOn} (format ${DUMP_FORMAT}).

figures/   tables for a spreadsheet: standings, ranking, hourly rates, and the slips that all
           numbers about payouts are computed from. No person. Under the ODbL 1.0: LICENSE-figures.txt.
whole/     every public row, one JSON object a line. Under CC BY-SA 4.0: LICENSE-whole.txt.
images/    the pictures, named by their content, each in two sizes.
record/    the signed record as a mirror keeps it (C2SP tlog-tiles), and openings.jsonl: the salts
           with which anyone can check that a row is what was committed to; of recent and removed
           rows those of the facts alone.
erasures.jsonl   all that was taken back or erased. If you keep an older dump, remove it there.
manifest.json    every file with its rows, bytes and SHA-256.

Words and pictures younger than 14 days are not here: their authors may still take them back. Their
rows are, with "young": true. Who brought evidence stands here by a random key, one for each kind and
platform; of payouts by none, unless signed. No account, no password, no message, no exact amount and no exact day of evidence. A
platform that compares these rows with its own accounts may still recognise who wrote them.

These are statements of members, not a representative sample. docs/dump.md of the program says what
each column means. A new site is made of this folder by: npm run import -- --dump FOLDER
`,
    'LICENSE-figures.txt': `The tables in figures/ are made available under the Open Database License 1.0:
https://opendatacommons.org/licenses/odbl/1-0/

You may share, use and adapt them. You name the source, ${SITE(site)}, and keep what you make of
them open under the same license. Any rights in individual contents are licensed under the Database
Contents License: https://opendatacommons.org/licenses/dbcl/1-0/
`,
    'LICENSE-whole.txt': `What is in whole/, images/ and record/ is made available under Creative Commons
Attribution-ShareAlike 4.0 International: https://creativecommons.org/licenses/by-sa/4.0/

You may share and adapt it, for any purpose. You name the members of ${SITE(site)} as its authors,
link to the license, say what you changed, and share what you make of it under the same license.
Remove what its authors have taken back since: it stands in erasures.jsonl.
`,
  };
}
