import type { TaskRunEnd } from './tasks.ts';

export type TaskCounts = Readonly<Record<TaskRunEnd, number>>;
