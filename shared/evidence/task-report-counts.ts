export type TaskCounts = {
  readonly paid: number;
  readonly refusedWithReason: number;
  readonly refusedWithoutReason: number;
  readonly screenOuts: number;
  readonly broken: number;
  readonly abandoned: number;
  readonly pending: number;
};
