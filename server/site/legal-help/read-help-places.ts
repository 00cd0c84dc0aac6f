import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { pickReferenceFile } from '#server/directory/reference-data/read-reference-tables.ts';
import { helpPlace, type HelpPlace } from '#shared/site/legal-help.ts';

/**
 * Reads the list of places that help: `tables/help.csv` of the data folder if the operator put one
 * there, else the one shipped with the site.
 * @throws Error naming the file, the line and the column that cannot be read.
 */
export function readHelpPlaces(seedFolder: string, dataDir: string): HelpPlace[] {
  const path = pickReferenceFile('help.csv', seedFolder, dataDir);
  const rows = parse<Record<string, string>>(readFileSync(path), {
    columns: true,
    bom: true,
    trim: true,
  });
  return rows.map((row, index) => {
    const languages = (row['language'] ?? '').split(/\s+/).filter((code) => code !== '');
    const place = helpPlace.safeParse({ ...row, languages });
    if (place.success) return place.data;
    const columns = [...new Set(place.error.issues.map(({ path: [column] }) => String(column)))];
    throw new Error(`${path}, line ${index + 2}: ${columns.join(', ')} cannot be read`);
  });
}
