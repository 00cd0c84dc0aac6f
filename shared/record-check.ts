/** What stands before the key that a log names as its next, in its last checkpoint under the former. */
export const NEXT_KEY = 'next-key ';
