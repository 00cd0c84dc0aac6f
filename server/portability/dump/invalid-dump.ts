/** Why a dump cannot be imported, in a sentence for the operator. */
export class InvalidDump extends Error {}
