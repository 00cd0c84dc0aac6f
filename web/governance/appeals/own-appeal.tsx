import type { AppealResponse } from '#shared/governance/appeals.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** The viewer's appeal, its outcome, and the form to withdraw it. */
export function OwnAppeal(props: { appeal: NonNullable<AppealResponse['mine']> }) {
  const { t, format, href } = usePage();
  const words = t.juries.appeal;
  const { id, state, text, on, jury, can } = props.appeal;
  return (
    <div className="own-appeal">
      <p>
        <b>
          {words.mine}, {words.on({ day: format.day(on) })}. {words.states[state]}
        </b>
      </p>
      <blockquote>
        <UserText text={text} />
      </blockquote>
      {jury === null ? null : (
        <p className="links">
          <a href={href('jury', { id: jury })}>{t.juries.own.see}</a>
          <a href={href('ownJury', { id: jury })}>{t.juries.jury.mine}</a>
        </p>
      )}
      {can.withdraw ? (
        <Form name="withdraw-appeal" action={`/api/appeals/${id}/withdraw`}>
          <p className="hint">{words.withdrawSay}</p>
          <Submit quiet label={words.withdraw} />
        </Form>
      ) : null}
    </div>
  );
}
