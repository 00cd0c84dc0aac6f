// jStat ships no types; only what the rules use is declared.
declare module 'jstat' {
  const jStat: {
    beta: {
      /** Quantile of Beta(alpha, beta) at probability p. */
      inv(p: number, alpha: number, beta: number): number;
    };
  };
  export default jStat;
}
