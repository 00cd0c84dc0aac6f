/** Where a sentence or an address has a gap that the script fills. */
export const GAP = '#';
