import { extensionPath } from '#shared/site/extension-paths.ts';
import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** Page about the userscript: what it shows, sends and reveals; and how to install it. */
export const installOverlay = definePage<null>({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: () => Promise.resolve(null),
  title: (_, { t }) => t.overlay.title,
  head: (_, { t }) => ({ description: t.overlay.say }),
  body: (_, { t }) => {
    const { shows, install, extension, sent, seen, older, ...words } = t.overlay;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <Points {...shows} />
        <Section title={install.title}>
          <Lines ordered className="prose" of={install.steps} />
          <p>
            <a className="button" href="/contrenote.user.js" data-turbo="false">
              {install.open}
            </a>
          </p>
          <p className="soft">
            {install.phone} {install.list} {install.remove}
          </p>
        </Section>
        <Section title={extension.title} say={extension.say}>
          <p className="buttons">
            {(['firefox', 'chromium'] as const).map((browser) => (
              <a
                className="button second"
                href={extensionPath(browser)}
                data-turbo="false"
                key={browser}
              >
                {extension.open[browser]}
              </a>
            ))}
          </p>
          <h3>{extension.asks}</h3>
          <Lines className="prose" of={extension.asksFor} />
          <h3>{extension.how}</h3>
          <Lines className="prose" of={extension.steps} />
          <p className="soft">{extension.check}</p>
        </Section>
        <Points {...sent} />
        <Points {...seen} />
        <p>
          {words.api}{' '}
          <a href="/api" data-turbo="false">
            GET /api/lookup
          </a>
        </p>
        <Section title={older.title} say={older.say}>
          <h3 id="attr">{older.marks.title}</h3>
          <Lines className="prose" of={older.marks.points} />
          <h3 id="pay_buckets">{older.pay.title}</h3>
          <Lines className="prose" of={older.pay.points} />
        </Section>
      </>
    );
  },
});

function Points({ title, points }: { title: string; points: readonly string[] }) {
  return (
    <Section title={title}>
      <Lines className="prose" of={points} />
    </Section>
  );
}
