import { platformResponse } from '#shared/directory/platforms.ts';
import { definePage } from '#web/page.ts';
import { CorrectionForm } from '#web/directory/platforms/correction-form.tsx';
import { CorrectionErrorNotice } from '#web/directory/platforms/correction-error-notice.tsx';
import { CloseOrReopenPlatformForm } from '#web/governance/platform-closure/close-or-reopen-platform-form.tsx';
import { PlatformFactList } from '#web/directory/platforms/platform-facts.tsx';

export const correctPlatform = definePage({
  layout: 'content-beside',
  membersOnly: true,
  load: async (api, { parameters }) => {
    const slug = encodeURIComponent(parameters['slug'] ?? '');
    const platform = await api.get(`/api/platforms/${slug}`, platformResponse);
    return { platform };
  },
  title: ({ platform }, { t }) => t.platforms.correction.title({ name: platform.name }),
  body: ({ platform }, { t, href, form }) => {
    const words = t.platforms.correction;
    return (
      <>
        <h1>{words.title({ name: platform.name })}</h1>
        <p className="sub">{words.say}</p>
        <CorrectionErrorNotice />
        {form?.code === 'conflict' ? (
          <details open>
            <summary>{words.today}</summary>
            <div className="slip facts">
              <PlatformFactList platform={platform} />
            </div>
          </details>
        ) : null}
        <CorrectionForm platform={platform} />
        {platform.can.decide ? (
          <CloseOrReopenPlatformForm slug={platform.slug} closed={platform.closedOn !== null} />
        ) : null}
        <p className="links">
          <a href={href('platform', { slug: platform.slug })}>
            {t.platforms.revisions.back({ name: platform.name })}
          </a>
        </p>
      </>
    );
  },
});
