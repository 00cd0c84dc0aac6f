import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { formatPerHour } from '#web/evidence/hourly-pay/wage-text.ts';
import { FigureRow } from '#web/ui/figure-row.tsx';
import { PaidBar } from './paid-bar.tsx';

/** States whose slip ends with what was not paid. */
const BAD: readonly string[] = ['doubtful', 'not-paying', 'closed'];

type Answered = Pick<PlatformResponse, 'standing' | 'evidence'>;

/** The figures that answer, five rows at most, with their Monday at the head and a total at the foot. */
export function AnswerSlip({ platform }: { platform: Answered }) {
  const { t, format } = usePage();
  const words = t.answer.slip;
  const { standing, evidence } = platform;
  const { until, paid, notPaid } = evidence.slips;
  return (
    <section className="slip" aria-label={t.answer.panel.title}>
      <header>
        {until === null ? words.noFigures : words.until({ day: format.weekday(until) })}
      </header>
      {until === null ? null : <PaidBar paid={paid} notPaid={notPaid} />}
      <dl>
        {until === null ? (
          <>
            <FigureRow label={t.answer.panel.proofs}>{format.number(evidence.proofs)}</FigureRow>
            <FigureRow label={t.answer.panel.incidents}>
              {format.number(evidence.incidents)}
            </FigureRow>
          </>
        ) : (
          <>
            <FigureRow label={words.reports}>{format.number(paid + notPaid)}</FigureRow>
            <FigureRow label={<span className="paid">{words.paid}</span>}>
              {format.number(paid)}
            </FigureRow>
            {BAD.includes(standing.state) ? null : (
              <FigureRow label={<span className="unpaid">{words.notPaid}</span>}>
                {format.number(notPaid)}
              </FigureRow>
            )}
          </>
        )}
        {standing.lines.includes('several-paid') ? (
          <FigureRow label={words.lately}>{words.severalPaid}</FigureRow>
        ) : null}
        <Total platform={platform} />
      </dl>
    </section>
  );
}

/** What was not paid where that is the news, else the hourly pay where it is known. */
function Total({ platform: { standing, evidence } }: { platform: Answered }) {
  const page = usePage();
  const { t, format } = page;
  const words = t.answer.slip;
  const { slips, tasks } = evidence;
  const hourly = tasks?.hourly ?? null;
  if (slips.until !== null && BAD.includes(standing.state)) {
    return (
      <FigureRow className="total" label={words.notPaid}>
        <span className="unpaid">{format.number(slips.notPaid)}</span>
      </FigureRow>
    );
  }
  if (hourly !== null) {
    return (
      <FigureRow className="total" label={words.hourly} small={words.unpaidTime}>
        {formatPerHour({ minor: hourly.median, currency: hourly.currency }, page)}
      </FigureRow>
    );
  }
  return null;
}
