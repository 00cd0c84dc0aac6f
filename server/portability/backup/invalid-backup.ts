/** Thrown when a file cannot be restored, or not here; the message says why, and what to do. */
export class InvalidBackup extends Error {}
