import { definePage } from '#web/page.ts';
import { sentenceFor } from '#web/i18n/say.ts';
import { Lines } from '#web/ui/sentence-list.tsx';

/** A route of the API for people. */
export type ApiRoute = {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly {
    readonly name: string;
    /** Where the parameter goes: `path`, `query` or `body`. */
    readonly place: string;
    readonly required: boolean;
    readonly values: string;
  }[];
  readonly example: string | null;
};

/** The API documentation for programmers; the OpenAPI description is /api/openapi.json. */
export const apiPage = definePage<readonly ApiRoute[]>({
  load: () => Promise.reject(new Error('shown with its data only')),
  title: (_, { t }) => t.api.title,
  head: (_, { t }) => ({ description: t.api.say }),
  body: (data, { t }) => (
    <>
      <h1>{t.api.title}</h1>
      <p className="sub">{t.api.say}</p>
      <Lines className="prose" of={t.api.rules} />
      <p>
        <a href="/api/openapi.json" data-turbo="false">
          {t.api.machine}
        </a>
      </p>
      <div className="routes">
        {data.map((route) => (
          <section className="route" key={`${route.method} ${route.path}`}>
            <h2>
              <code>
                <b>{route.method}</b> {route.path}
              </code>
            </h2>
            <p lang="en">{route.summary}</p>
            {route.parameters.length === 0 ? null : (
              <ul>
                {route.parameters.map(({ name, place, required, values }) => (
                  <li key={`${place} ${name}`}>
                    <code>{name}</code>{' '}
                    <span className="soft">
                      {sentenceFor(t.api.places, place) ?? place}
                      {required ? `, ${t.api.required}` : ''}
                      {values === '' ? '' : ` (${values})`}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {route.example === null ? null : (
              <p>
                <a href={route.example} data-turbo="false">
                  {t.api.example} <code>{route.example}</code>
                </a>
              </p>
            )}
          </section>
        ))}
      </div>
    </>
  ),
});
