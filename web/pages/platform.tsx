import { platformResponse, type PlatformResponse } from '#shared/platforms.ts';
import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';

/** Does this platform pay, now? The answer, the numbers, and why. */
export const platform = definePage<PlatformResponse>({
  load: (api, { parameters }) =>
    api.get(`/api/platforms/${parameters['slug'] ?? ''}`, platformResponse),
  title: (data, { t }) => t.platforms.question(data.name),
  Page: ({ data }) => {
    const { t } = usePage();
    return <h1>{t.platforms.question(data.name)}</h1>;
  },
});
