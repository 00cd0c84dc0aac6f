/** Why a dump cannot be taken, in a sentence for the operator. */
export class BadDump extends Error {}
