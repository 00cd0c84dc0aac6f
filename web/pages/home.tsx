import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';

export const home = definePage({
  load: async () => null,
  title: (_, { t }) => t.common.motto,
  Page: () => {
    const { t } = usePage();
    return <h1>{t.common.motto}</h1>;
  },
});
