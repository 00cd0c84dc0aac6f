import { definePage } from '#web/page.ts';

/** What still works without a connection. The service worker keeps this page and shows it. */
export const offline = definePage({
  layout: 'middle',
  sheet: 'none',
  sameForVisitors: true,
  load: async () => null,
  title: (_, { t }) => t.home.offline.title,
  head: () => ({ noIndex: true }),
  body: (_, { t, href }) => {
    const words = t.home.offline;
    return (
      <div className="prose">
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <ul>
          <li>
            <a href={href('workbook')}>{words.workbook}</a> {words.workbookSay}
          </li>
          <li>{words.draft}</li>
          <li>{words.picture}</li>
        </ul>
        <p>
          {/* oxlint-disable-next-line jsx-a11y/anchor-is-valid -- the address asked for, which can be any */}
          <a className="button" href="" data-turbo="false">
            {words.again}
          </a>
        </p>
      </div>
    );
  },
});
