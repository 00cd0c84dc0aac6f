import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  MAX_FUNDS_OF_BOYCOTT,
  MAX_FUND_ADDRESS_LENGTH,
  MAX_FUND_NAME_LENGTH,
} from '#shared/collective/solidarity-funds.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit, TextField } from '#web/ui/form.tsx';
import { FundList, TAKE_OFF_FORM } from './fund-list.tsx';

/** Beside the promise: funds for those who take part, and the form to propose one. */
export function SolidarityFunds({ boycott }: { boycott: BoycottResponse }) {
  const { t, format, form } = usePage();
  const words = t.boycotts.funds;
  const { id, state, funds } = boycott;
  const isOpen = (state === 'pledging' || state === 'on') && funds.length < MAX_FUNDS_OF_BOYCOTT;
  if (funds.length === 0 && !isOpen) return null;
  return (
    <section aria-labelledby="funds">
      {funds.length === 0 ? (
        <>
          <h3 id="funds">{words.title}</h3>
          <p>{words.none}</p>
          {isOpen ? <Propose id={id} /> : null}
        </>
      ) : (
        <details open={form?.form === 'fund' || form?.form?.startsWith(TAKE_OFF_FORM) === true}>
          <summary id="funds">
            {words.title} ({format.number(funds.length)})
          </summary>
          <p>
            {words.say} {words.noMoney}
          </p>
          <FundList funds={funds} />
          {isOpen ? <Propose id={id} /> : null}
        </details>
      )}
    </section>
  );
}

/** The form to propose a fund; for visitors, the way to sign in. */
function Propose({ id }: { id: string }) {
  const { t, href, viewer, form } = usePage();
  const words = t.boycotts.funds;
  if (viewer === null) {
    return (
      <p className="links">
        <a href={href('signIn', {}, { next: href('boycott', { id }) })}>{words.propose}</a>
      </p>
    );
  }
  return (
    <details open={form?.form === 'fund'}>
      <summary>{words.propose}</summary>
      <p>{words.proposeSay}</p>
      <Form name="fund" action={`/api/boycotts/${id}/funds`} once>
        <TextField name="name" label={words.name} maxLength={MAX_FUND_NAME_LENGTH} />
        <TextField
          name="address"
          label={words.address}
          hint={words.addressHint}
          type="url"
          maxLength={MAX_FUND_ADDRESS_LENGTH}
        />
        <Submit label={words.send} />
      </Form>
    </details>
  );
}
