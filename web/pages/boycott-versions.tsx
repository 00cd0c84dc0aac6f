import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { VisibleBoycottText } from '#web/collective/boycotts/visible-boycott-text.tsx';
import { boycottTitleOf } from '#web/collective/boycotts/boycott-text.ts';
import { usePage } from '#web/page-context.ts';
import { MarkedTextDiff } from '#web/community/forum/marked-text-diff.tsx';
import { definePage } from '#web/page.ts';
import { Pager } from '#web/ui/pager.tsx';
import { BoycottSubtitle } from '#web/collective/boycotts/boycott-subtitle.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';

/** Versions per page, since comparing is slow. */
const VERSIONS_A_PAGE = 5;

type Text = Pick<
  BoycottResponse,
  'title' | 'grievance' | 'demands' | 'partaking' | 'endsWhen' | 'threshold'
>;
type Version = { readonly number: number; readonly from: string; readonly text: Text };

/** The versions of a call with changes marked, latest first. */
export const boycottVersions = definePage({
  layout: 'middle',
  sameForVisitors: true,
  load: loadBoycott,
  title: ({ boycott }, { t }) => `${t.boycotts.one.versionsTitle}, ${boycottTitleOf(boycott, t)}`,
  head: () => ({ noIndex: true }),
  body: ({ boycott }, { t, query, path }) => {
    const words = t.boycotts.one;
    const all = versionsOf(boycott).toReversed();
    const pages = Math.ceil(all.length / VERSIONS_A_PAGE);
    const page = Math.min(Math.max(1, Number.parseInt(query['page'] ?? '1', 10) || 1), pages);
    const from = (page - 1) * VERSIONS_A_PAGE;
    return (
      <>
        <h1>{words.versionsTitle}</h1>
        <BoycottSubtitle boycott={boycott} />
        <VisibleBoycottText boycott={boycott}>
          <p>{all.length > 1 ? words.versionsSay : words.unchanged}</p>
          <ol className="versions" reversed start={all[from]?.number}>
            {all.slice(from, from + VERSIONS_A_PAGE).map((version, index) => (
              <li key={version.number} className="version">
                <OneVersion
                  version={version}
                  before={all[from + index + 1]?.text ?? null}
                  current={from + index === 0}
                />
              </li>
            ))}
          </ol>
          <Pager page={page} pages={pages} href={(one) => `${path.split('?')[0]}?page=${one}`} />
        </VisibleBoycottText>
      </>
    );
  },
});

/** Each text with the time since which it applied; the last is current. */
function versionsOf(boycott: BoycottResponse): Version[] {
  const { versions, proposedAt } = boycott;
  const since = [proposedAt, ...versions.map(({ replacedAt }) => replacedAt)];
  return [...versions, boycott].map((text, index) => ({
    number: index + 1,
    from: since[index] ?? proposedAt,
    text,
  }));
}

/** A version: the whole text if it is the first, else the changed parts. */
function OneVersion(props: { version: Version; before: Text | null; current: boolean }) {
  const { t } = usePage();
  const words = t.boycotts.one;
  const { version, before, current } = props;
  const forms = t.boycotts.forms;
  const parts = [
    [forms.title, (text: Text) => text.title],
    [words.grievance, (text: Text) => text.grievance],
    [words.demands, (text: Text) => text.demands],
    [words.partaking, (text: Text) => text.partaking],
    [words.endsWhen, (text: Text) => text.endsWhen],
    [words.threshold, (text: Text) => String(text.threshold)],
  ] as const;
  const shown = parts.filter(([, read]) => before === null || read(before) !== read(version.text));
  const said = [
    words.version({ count: version.number }),
    before === null ? words.first : null,
    current ? words.current : null,
  ].filter((part) => part !== null);
  return (
    <>
      <h2>{said.join(', ')}</h2>
      <p className="note">
        <LocalTime moment={version.from} />
      </p>
      {shown.length === 0 ? <p className="soft">{words.onlyEvidence}</p> : null}
      {shown.map(([name, read]) => (
        <div key={name}>
          <h3>{name}</h3>
          <MarkedTextDiff before={before === null ? null : read(before)} now={read(version.text)} />
        </div>
      ))}
    </>
  );
}
