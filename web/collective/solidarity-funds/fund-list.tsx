import type { SolidarityFund } from '#shared/collective/solidarity-funds.ts';
import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { ContentControls } from '#web/governance/flags/content-controls.tsx';
import { usePage } from '#web/page-context.ts';
import { Form, Submit, TextField } from '#web/ui/form.tsx';
import { OutsideLink } from '#web/ui/outside-links.tsx';

/** How the names of forms begin that take a fund off. */
export const TAKE_OFF_FORM = 'take-off-';

/** Funds that two moderators checked, each with what a reader can do about it. */
export function FundList({ funds }: { funds: readonly SolidarityFund[] }) {
  if (funds.length === 0) return null;
  return (
    <ul className="rows">
      {funds.map((fund) => (
        <li key={fund.id} id={`fund-${fund.id}`}>
          <HiddenContent hiding={fund.hiding} mine={fund.mine}>
            <Fund fund={fund} />
          </HiddenContent>
        </li>
      ))}
    </ul>
  );
}

function Fund({ fund: { id, name, address, on, by, mine } }: { fund: SolidarityFund }) {
  const { t, format, viewer } = usePage();
  const words = t.boycotts.funds;
  const [first = '', second = ''] = by;
  if (name === null || address === null) return null;
  return (
    <div className="fund">
      <p className="with-link">
        <OutsideLink address={address} name={name} /> <small>{new URL(address).hostname}</small>
      </p>
      <p className="note">{words.checked({ first, second, day: format.day(on) })}</p>
      <ContentControls subject={`fund/${id}`} mine={mine} />
      {viewer?.moderator === true ? <TakeOff id={id} /> : null}
    </div>
  );
}

/** For moderators: takes a fund off at once, with a reason for all to read. */
function TakeOff({ id }: { id: string }) {
  const { t, form } = usePage();
  const words = t.boycotts.funds;
  const name = `${TAKE_OFF_FORM}${id}`;
  return (
    <details open={form?.form === name}>
      <summary>{words.takeOff}</summary>
      <Form name={name} action={`/api/funds/${id}/take-off`} once>
        <TextField
          name="reason"
          label={t.forum.moderate.reason}
          hint={t.forum.moderate.reasonHint}
          maxLength={MAX_REASON_LENGTH}
        />
        <Submit quiet label={words.takeOff} />
      </Form>
    </details>
  );
}
