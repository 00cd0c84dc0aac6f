import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { SECONDERS_NEEDED, type BoycottState } from '#shared/collective/boycotts.ts';
import { usePage } from '#web/page-context.ts';
import { formatIn } from '#web/format.ts';
import type { PageContext } from '#web/page.ts';
import { FigureRow } from '#web/ui/figure-row.tsx';
import { BoycottStepList } from './step-list.tsx';
import { isProposerOfBoycott, nextBoycottStepOf } from './boycott-text.ts';

/** The payslip-like summary: step, deadline, next step, and who must act. */
export function BoycottSummary({ boycott }: { boycott: BoycottResponse }) {
  const { t, format } = usePage();
  const words = t.boycotts.one;
  const { seconders, threshold, onDays, endedOn, state } = boycott;
  return (
    <section className="slip boycott-where" aria-labelledby="where">
      <h2 id="where">{words.panel}</h2>
      <BoycottStepList boycott={boycott} />
      <dl>
        <Until boycott={boycott} />
        {seconders === null ? null : (
          <FigureRow label={words.seconders} small={words.secondersSay}>
            {words.secondersOf({ count: seconders, of: SECONDERS_NEEDED })}
          </FigureRow>
        )}
        <FigureRow
          label={words.threshold}
          small={state === 'on' || state === 'ended' ? null : words.thresholdSay}
        >
          {format.number(threshold)}
        </FigureRow>
        <Counts boycott={boycott} />
        {state === 'failed' || state === 'ended' ? null : (
          <FigureRow label={words.lasts}>{words.days({ count: onDays })}</FigureRow>
        )}
        {endedOn === null ? null : (
          <FigureRow className="total" label={words.ends}>
            {format.day(endedOn)}
          </FigureRow>
        )}
      </dl>
      <NextStep boycott={boycott} />
    </section>
  );
}

/** The deadline at which the boycott's step ends by itself. */
function Until({ boycott }: { boycott: BoycottResponse }) {
  const { t, language, format, now } = usePage();
  const words = t.boycotts.one.until;
  const { state, reached, stepEndsAt } = boycott;
  if (stepEndsAt === null || state === 'failed' || state === 'ended') return null;
  const label = state === 'pledging' && reached ? words.reached : words[state];
  return (
    <FigureRow
      label={label}
      small={words.at({ in: formatIn(stepEndsAt, now, language), time: format.timeOf(stepEndsAt) })}
    >
      {format.dayOf(stepEndsAt)}
    </FigureRow>
  );
}

function isPledgingOver(state: BoycottState): boolean {
  return state === 'on' || state === 'failed' || state === 'ended';
}

/** Counts: possible pledgers, tokens, and pledges; new accounts separately. */
function Counts({ boycott }: { boycott: BoycottResponse }) {
  const { state, eligible, asked, pledged, pledgedNew } = boycott;
  const { t, format } = usePage();
  const words = t.boycotts.one;
  return (
    <>
      {eligible === null ? null : (
        <FigureRow
          label={isPledgingOver(state) ? words.eligibleThen : words.eligible}
          small={eligible.fresh === 0 ? null : words.eligibleNew({ count: eligible.fresh })}
        >
          {format.number(eligible.established)}
        </FigureRow>
      )}
      {asked === null ? null : (
        <FigureRow label={words.asked} small={asked === 0 ? words.askedWait : words.askedSay}>
          {asked === 0 ? words.askedFew : words.atLeast({ count: format.number(asked) })}
        </FigureRow>
      )}
      {pledged === null ? null : (
        <FigureRow
          label={words.pledged}
          small={
            pledgedNew === null || pledgedNew === 0 ? null : words.pledgedNew({ count: pledgedNew })
          }
        >
          {format.number(pledged)}
        </FigureRow>
      )}
    </>
  );
}

function NextStep({ boycott }: { boycott: BoycottResponse }) {
  const page = usePage();
  const words = page.t.boycotts.one;
  const next = nextBoycottStepOf(boycott, page);
  if (next === null) return null;
  const act = nextActOf(boycott, page);
  return (
    <p className="boycott-next">
      <small>{words.next}</small>
      <b>{next.what}</b>
      {next.whose === null ? null : (
        <span>
          {words.whose} <bdi>{next.whose}</bdi>
        </span>
      )}
      {act === null ? null : (
        <a className="button second small" href={act.address}>
          {act.label}
        </a>
      )}
    </p>
  );
}

/** Where to take the next step; later steps have a button of their own on the page. */
function nextActOf(
  boycott: BoycottResponse,
  { t, href, viewer }: PageContext,
): { readonly address: string; readonly label: string } | null {
  const { id, state, thread, hiding } = boycott;
  const labels = t.boycotts.one.nextActs;
  if (hiding !== null) return null;
  if (state === 'proposed') {
    return isProposerOfBoycott(boycott, viewer)
      ? { address: href('shareBoycott', { id }), label: labels.gather }
      : { address: '#second', label: labels.second };
  }
  if (state === 'debated' && thread !== null) {
    return { address: href('thread', { id: thread }), label: labels.debate };
  }
  return null;
}
