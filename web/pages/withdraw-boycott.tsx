import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { withdrawApiPath } from '#shared/governance/cases.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { BoycottFormPage } from '#web/collective/boycotts/boycott-form-page.tsx';
import { isProposerOfBoycott } from '#web/collective/boycotts/boycott-text.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Form, Submit } from '#web/ui/form.tsx';

/**
 * The form that withdraws a boycott: what is deleted and what stays, or why it is not possible yet.
 */
export const withdrawBoycott = definePage({
  layout: 'middle',
  membersOnly: true,
  load: loadBoycott,
  title: (_, { t }) => t.boycotts.forms.withdraw.title,
  body: ({ boycott }, { t, href, viewer }) => {
    const words = t.boycotts.forms.withdraw;
    const { id, state, can } = boycott;
    const bound = isProposerOfBoycott(boycott, viewer) && !can.withdraw;
    return (
      <BoycottFormPage
        asks
        boycott={boycott}
        title={words.title}
        may={can.withdraw}
        form="boycott-withdraw"
        {...(bound ? { instead: <Bound boycott={boycott} /> } : {})}
      >
        <ul className="prose">
          {(state === 'ended' ? words.ended : words.called).map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <Form name="boycott-withdraw" action={withdrawApiPath(`boycott/${id}`)} once>
          <Submit label={words.send} destructive />
          <p className="links">
            <a href={href('boycott', { id })}>{t.boycotts.forms.callOff.no}</a>
          </p>
        </Form>
      </BoycottFormPage>
    );
  },
});

/** Explains why the text stays while pledgers are bound by it, and the alternatives. */
function Bound({ boycott: { id, state, reached, can } }: { boycott: BoycottResponse }) {
  const { t, href } = usePage();
  const words = t.boycotts.forms.withdraw;
  const instead =
    state === 'on' ? (can.callOff ? 'on' : 'asked') : reached ? 'reached' : 'pledging';
  return (
    <>
      <p className="aside">{words.bound}</p>
      <p>{words.instead[instead]}</p>
      {can.callOff ? (
        <p>
          <a className="button" href={href('callOffBoycott', { id })}>
            {t.boycotts.one.callOff}
          </a>
        </p>
      ) : null}
    </>
  );
}
