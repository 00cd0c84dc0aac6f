// jStat ships no types; only the functions in use are declared.
declare module 'jstat' {
  const jStat: {
    beta: {
      /** Quantile of Beta(alpha, beta) at probability p. */
      inv(p: number, alpha: number, beta: number): number;
    };
  };
  export default jStat;
}
