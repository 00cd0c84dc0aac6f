import { openDB } from 'idb';
import type { WorkbookEntry } from '#shared/evidence/workbook.ts';
import { WORKBOOK_DATABASE } from './workbook-database.ts';

/** The entries of the workbook on this device; null where there is none, which this does not make. */
export async function readWorkbookIfAny(): Promise<readonly WorkbookEntry[] | null> {
  try {
    const database = await openDB(WORKBOOK_DATABASE, undefined, {
      // Aborted, so that looking for a workbook leaves none.
      upgrade: (_, __, ___, making) => {
        making.done.catch(() => undefined);
        making.abort();
      },
    });
    const entries = (await database.getAll('entries')) as WorkbookEntry[];
    database.close();
    return entries;
  } catch {
    return null;
  }
}
