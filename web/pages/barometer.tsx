import { editionResponse, editionsResponse } from '#shared/evidence/barometer/edition.ts';
import { EditionBody } from '#web/evidence/barometer/edition-body.tsx';
import { headlineText } from '#web/evidence/barometer/edition-text.ts';
import { definePage } from '#web/page.ts';

/** The newest edition of the barometer; what it will be, before the first. */
export const barometer = definePage({
  sameForVisitors: true,
  load: async (api) => {
    const { editions } = await api.get('/api/barometer', editionsResponse);
    const [newest] = editions;
    return newest === undefined ? null : api.get(`/api/barometer/${newest.id}`, editionResponse);
  },
  title: (_, { t }) => t.barometer.title,
  head: (_, { t }) => ({ description: t.barometer.description }),
  body: (data, { t, href }) =>
    data === null ? (
      <>
        <h1>{t.barometer.title}</h1>
        <p className="sub">{t.barometer.motto}</p>
        <p className="aside">{t.barometer.empty}</p>
        <p className="links">
          <a href={href('barometerMethod')}>{t.barometer.cite.method}</a>
        </p>
      </>
    ) : (
      <EditionBody data={data} />
    ),
});

/** An edition of the barometer, at the address under which it is quoted. */
export const edition = definePage({
  sameForVisitors: true,
  load: (api, { parameters }) =>
    api.get(`/api/barometer/${parameters['edition'] ?? ''}`, editionResponse),
  title: ({ edition: { month } }, { t, format }) =>
    t.barometer.titleOf({ month: format.month(month) }),
  head: (data, context) => ({ description: headlineText(data.edition.figures, context) }),
  body: (data) => <EditionBody data={data} />,
});
