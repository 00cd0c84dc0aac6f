import type { PushResponse } from '#shared/community/push.ts';
import { usePage } from '#web/page-context.ts';
import { Form } from '#web/ui/form.tsx';

/**
 * Push settings: the number of subscribed browsers, and buttons for this one, which a script shows.
 */
export function PushSection({ push }: { push: PushResponse }) {
  const { t, href } = usePage();
  const words = t.reach.push;
  return (
    <>
      <p>{words.devices({ count: push.devices })}</p>
      <p className="soft">
        {words.how} {words.signOut}
      </p>
      <div
        data-enhance="push"
        data-key={push.key}
        data-scope={href('inbox')}
        data-words={JSON.stringify({
          cannot: words.cannot,
          refused: words.refused,
          failed: words.failed,
        })}
      >
        <p data-part="say" role="status">
          {words.needsScript}
        </p>
        <p>
          <button type="button" className="button second" data-part="begin" hidden>
            {words.begin}
          </button>
          <button type="button" className="button second" data-part="end" hidden>
            {words.end}
          </button>
        </p>
      </div>
      {push.devices === 0 ? null : (
        <Form name="push-end" action="/api/me/push/end" className="inline-form">
          <button type="submit" className="quiet">
            {words.endAll}
          </button>
        </Form>
      )}
    </>
  );
}
