import type { HomeResponse } from '#shared/site/home.ts';
import { usePage } from '#web/page-context.ts';

/** What came out on the last Monday, as a rendezvous. */
export function Bulletin({ home }: { home: Pick<HomeResponse, 'bulletin'> }) {
  const { t } = usePage();
  const words = t.home.bulletin;
  const { monday, slips, changes } = home.bulletin;
  return (
    <section className="bulletin" aria-labelledby="bulletin-title">
      <h2 className="kicker" id="bulletin-title">
        {words.title}
      </h2>
      {monday === null ? (
        <p>{words.none}</p>
      ) : (
        <>
          <p className="bulletin-numbers">
            <span>
              <b>{slips}</b> {words.slips({ count: slips })}
            </span>
            {changes === 0 ? null : (
              <span>
                <b>{changes}</b> {words.changes({ count: changes })}
              </span>
            )}
          </p>
          <p>
            {words.of({ monday })}. {words.next}
          </p>
        </>
      )}
      <p className="note">{t.common.notSample}</p>
    </section>
  );
}
