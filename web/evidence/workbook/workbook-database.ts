/** Name of the workbook's IndexedDB on a device. */
export const WORKBOOK_DATABASE = 'contrenote-workbook';
