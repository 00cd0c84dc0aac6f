/** Why a dump cannot be imported, in a sentence for the operator. */
export class BadDump extends Error {}
