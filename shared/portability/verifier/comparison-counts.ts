/** Numbers of subjects and acts that were compared, that a later dump allows to compare, and of others. */
export type ComparisonCounts = {
  readonly compared: {
    /** Number of compared subjects, including those in `factsAlone`. */
    things: number;
    /** Subjects of which only the facts were compared, since the dump withholds the words. */
    factsAlone: number;
    acts: number;
  };
  readonly notYet: {
    /** Recent subjects whose words the dump withholds. */
    words: number;
    /**
     * Number of recent subjects of which nothing was compared: their leaf commits to facts and words
     * together.
     */
    things: number;
    /** Subjects whose leaf commits neither to an author nor to the columns that were added since. */
    columns: number;
    /** Subjects and acts that have no leaf yet. */
    waiting: number;
    /** The day from which dumps have all recent words; null when none are withheld. */
    until: string | null;
  };
  readonly never: {
    /** Subjects whose words a decision removed. */
    removed: number;
    /** Subjects whose author deleted her account: nothing opens the commitment to her. */
    authors: number;
    /** Withdrawn subjects of which a place is left. */
    withdrawn: number;
    /** Subjects whose leaf is of an older format, which committed to other columns. */
    older: number;
    /** Number of acts that commit to non-public content. */
    sealed: number;
  };
};
