/** What is wrong with a move can be put right by whoever typed it. */
export class BadMove extends Error {}
