import { today } from '#shared/core/days.ts';
import { slug } from '#shared/core/form-fields.ts';
import { isCurrency, toMajorUnits, type Currency } from '#shared/core/money.ts';
import { platformResponse } from '#shared/directory/platforms.ts';
import { referenceDataResponse, type ReferenceData } from '#shared/directory/reference-data.ts';
import { ownTaskReportsResponse } from '#shared/evidence/tasks.ts';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { loadChallenge } from '#web/identity/accounts/load-challenge.ts';
import { definePage, type PageContext } from '#web/page.ts';
import { TaskReportForm } from '#web/evidence/tasks/report-form.tsx';

type Data = {
  platform: string | null;
  /** The currency of the member's last report. */
  currency: Currency;
  tables: ReferenceData;
  /** The rate-limit challenge of a visitor, who signs up or in with the form; null for a member. */
  challenge: ChallengeResponse | null;
  key: string;
};

/**
 * The task report form, for one task or a series; a visitor's account is made at its end.
 * `?plateforme=slug&title=&client=&reward=&currency=` prefill it; the reward in minor units.
 */
export const reportTask = definePage<Data>({
  layout: 'content-beside',
  load: async (api, { query, viewer }) => {
    const wanted = slug.safeParse(query['plateforme'] ?? query['platform']);
    const platform = wanted.success
      ? await api.get(`/api/platforms/${wanted.data}`, platformResponse)
      : null;
    const own =
      viewer === null ? null : await api.get('/api/me/task-reports', ownTaskReportsResponse);
    return {
      platform: platform?.name ?? null,
      currency: own?.reports[0]?.reward.currency ?? 'EUR',
      tables: await api.get('/api/tables', referenceDataResponse),
      challenge: await loadChallenge(api, viewer),
      key: crypto.randomUUID(),
    };
  },
  title: ({ platform }, { t }) =>
    platform === null ? t.tasks.form.title : t.tasks.form.titleOn({ platform }),
  head: () => ({ noIndex: true }),
  body: (data, page) => {
    const words = page.t.tasks.form;
    const { platform, tables, challenge } = data;
    return (
      <>
        <h1>{platform === null ? words.title : words.titleOn({ platform })}</h1>
        <p className="sub">{words.lead}</p>
        <TaskReportForm
          action="/api/task-reports"
          challenge={challenge}
          initial={given(data, page)}
          tables={tables}
          correcting={false}
        />
      </>
    );
  },
});

function given({ platform, currency: last }: Data, { query, format, now }: PageContext) {
  const asked = query['currency'] ?? '';
  const currency = isCurrency(asked) ? asked : last;
  const reward = /^\d{1,10}$/.test(query['reward'] ?? '') ? Number(query['reward']) : null;
  return {
    platform: platform ?? '',
    title: query['title'] ?? '',
    client: query['client'] ?? '',
    clientId: query['clientId'] ?? '',
    reward: reward === null ? '' : format.number(toMajorUnits(reward, currency), 3),
    currency,
    mode: 'one',
    workedOn: today(now),
  };
}
