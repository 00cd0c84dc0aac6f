/** Thrown when a dump cannot be restored; the message says why, to the operator. */
export class InvalidDump extends Error {}
