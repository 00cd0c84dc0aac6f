/** Whether the browser asks to save data: then nothing is fetched before she taps. */
export function isDataSaverOn(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
