import { referenceDataResponse } from '#shared/directory/reference-data.ts';
import { ownTaskReport } from '#shared/evidence/tasks.ts';
import { definePage } from '#web/page.ts';
import { reportFormValues } from '#web/evidence/tasks/own-report-values.ts';
import { TaskReportForm } from '#web/evidence/tasks/report-form.tsx';
import { WithdrawForm } from '#web/governance/flags/content-controls.tsx';

/** A task report with exact values for its author: correct or withdraw. */
export const editTaskReport = definePage({
  layout: 'content-beside',
  membersOnly: true,
  load: async (api, { parameters }) => {
    const id = encodeURIComponent(parameters['id'] ?? '');
    const own = await api.get(`/api/me/task-reports/${id}`, ownTaskReport);
    return {
      own,
      tables: await api.get('/api/tables', referenceDataResponse),
      key: crypto.randomUUID(),
    };
  },
  title: (_, { t }) => t.tasks.edit.title,
  body: ({ own, tables }, { t, language, href }) => {
    const words = t.tasks.edit;
    const action = `/api/task-reports/${own.id}`;
    const { platform } = own;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">
          <a href={href('platform', { slug: platform.slug })}>{platform.name}</a>
          {'. '}
          {words.say} {own.pending > 0 ? words.rejudged : null} {words.redrawn}
        </p>
        <TaskReportForm
          action={action}
          initial={reportFormValues(own, language)}
          tables={tables}
          correcting
        />
        <WithdrawForm subject={`task-report/${own.id}`} />
      </>
    );
  },
});
