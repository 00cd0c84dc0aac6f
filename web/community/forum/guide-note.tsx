import type { ThreadResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { OutsideLinks } from '#web/ui/outside-links.tsx';

/** Below the title of a guide: who read it, when, on which sources; nothing for other topics. */
export function GuideNote({ thread: { guide } }: { thread: ThreadResponse }) {
  const { t, format } = usePage();
  const words = t.forum.thread.guide;
  if (guide === null) return null;
  const [first = '', second = ''] = guide.by;
  return (
    <section className="aside" aria-label={t.forum.guide}>
      <p>
        <b className="kicker">{t.forum.guide}</b>{' '}
        {words.read({ first, second, day: format.day(guide.on) })}
      </p>
      {guide.old ? <p className="alert">{words.old}</p> : null}
      <p>{words.sources}</p>
      <OutsideLinks addresses={guide.sources} />
    </section>
  );
}
