import type { TaskFigures } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';

/** Members' flags of a task: against the platform's terms, or against ethics. */
export function TaskFlags({ figures }: { figures: TaskFigures }) {
  const words = usePage().t.taskPages.task;
  const { breaksTerms, ethics } = figures;
  if (breaksTerms === 0 && ethics.length === 0) return null;
  return (
    <ul className="task-flags">
      {breaksTerms === 0 ? null : <li>{words.breaksTerms({ count: breaksTerms })}</li>}
      {ethics.map(({ kind, members }) => (
        <li key={kind}>{words.ethics[kind]({ count: members })}</li>
      ))}
    </ul>
  );
}
