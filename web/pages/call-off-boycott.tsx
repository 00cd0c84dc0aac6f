import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { BoycottFormPage } from '#web/collective/boycotts/boycott-form-page.tsx';
import { definePage } from '#web/page.ts';
import { Form, Submit } from '#web/ui/form.tsx';

/** Confirmation before calling off: immediate before it is on, by a vote of its pledgers after. */
export const callOffBoycott = definePage({
  layout: 'middle',
  membersOnly: true,
  load: loadBoycott,
  title: (_, { t }) => t.boycotts.forms.callOff.title,
  body: ({ boycott }, { t, href }) => {
    const words = t.boycotts.forms.callOff;
    const { id, state } = boycott;
    return (
      <BoycottFormPage
        asks
        boycott={boycott}
        title={words.title}
        say={state === 'on' ? words.on : words.before}
        may={boycott.can.callOff}
        form="boycott-call-off"
      >
        <Form name="boycott-call-off" action={boycottApiPath(id, 'call-off')} once>
          <Submit label={state === 'on' ? words.ask : words.send} destructive />
          <p className="links">
            <a href={href('boycott', { id })}>{words.no}</a>
          </p>
        </Form>
      </BoycottFormPage>
    );
  },
});
