import {
  PARTLY_PAID_MIN_SHARE,
  UNPAID_MULTIPLE_OF_EXPECTED_DELAY,
} from '#shared/evidence/standing-constants.ts';
import { usePage } from '#web/page-context.ts';
import { round } from '#web/ui/chart-parts.tsx';
import { Hatch, RulePicture } from './rule-picture.tsx';

const HEIGHT = 262;
const ROW = 25;
const BAR = 15;
const BAR_WIDTH = 200;
/** X of the answer at the end of a row. */
const ANSWER = 216;
const MONEY_TOP = 22;
const WAIT_TOP = 132;
const END_TOP = 212;
/** The wait, as a multiple of the normal delay, that the whole width of a bar represents. */
const MAX_WAIT = 2;

type Answer = 'isPaid' | 'isUnpaid' | 'isOpen';

/** Shares received that are drawn: all, enough, and not enough. */
const SHARES = [1, (1 + PARTLY_PAID_MIN_SHARE) / 2, PARTLY_PAID_MIN_SHARE * 0.7];
/** Waits that are drawn, in normal delays: shorter and longer than the limit. */
const WAITS = [0.8, (UNPAID_MULTIPLE_OF_EXPECTED_DELAY + MAX_WAIT) / 2];

/** A picture of the rule for paid and not paid: bars of money received and of time waited. */
export function PaidOrNotPicture() {
  const { t } = usePage();
  const words = t.rules.pictures.paid;
  return (
    <RulePicture height={HEIGHT} alt={words.alt} desc={words.desc} caption={words.caption}>
      <Hatch id="paid-or-not" ink="bad" />
      <text className="heading" y="12">
        {words.money}
      </text>
      {SHARES.map((share, nth) => (
        <Bar
          key={share}
          top={MONEY_TOP + nth * ROW}
          part={share}
          answer={share >= PARTLY_PAID_MIN_SHARE ? 'isPaid' : 'isUnpaid'}
        />
      ))}
      <Limit at={PARTLY_PAID_MIN_SHARE} top={MONEY_TOP} rows={SHARES.length} label={words.share} />
      <text className="heading" y={WAIT_TOP - 10}>
        {words.wait}
      </text>
      {WAITS.map((wait, nth) => (
        <Bar
          key={wait}
          top={WAIT_TOP + nth * ROW}
          part={wait / MAX_WAIT}
          answer={wait > UNPAID_MULTIPLE_OF_EXPECTED_DELAY ? 'isUnpaid' : 'isOpen'}
        />
      ))}
      <Limit at={1 / MAX_WAIT} top={WAIT_TOP} rows={WAITS.length} label={words.normal} faint />
      <Limit
        at={UNPAID_MULTIPLE_OF_EXPECTED_DELAY / MAX_WAIT}
        top={WAIT_TOP}
        rows={WAITS.length}
        label={words.late}
      />
      {[words.refused, words.givenUp].map((what, nth) => {
        const top = END_TOP + nth * ROW;
        return (
          <g key={what}>
            <path className="cross" d={`M3 ${top + 3}l10 10m0 -10l-10 10`} />
            <text className="heading" x="24" y={top + 13}>
              {what}
            </text>
            <AnswerText answer="isUnpaid" top={top} />
          </g>
        );
      })}
    </RulePicture>
  );
}

/** A bar of which a part, 0 to 1, is filled, and what it counts as. */
function Bar({ top, part, answer }: { top: number; part: number; answer: Answer }) {
  const width = round(part * BAR_WIDTH);
  return (
    <g className={answer}>
      <rect className="whole" x=".5" y={top + 0.5} width={BAR_WIDTH} height={BAR} />
      <rect
        className="part"
        fill={answer === 'isUnpaid' ? 'url(#paid-or-not)' : undefined}
        x=".5"
        y={top + 0.5}
        width={width}
        height={BAR}
      />
      <AnswerText answer={answer} top={top} />
    </g>
  );
}

function AnswerText({ answer, top }: { answer: Answer; top: number }) {
  const { t } = usePage();
  return (
    <text className={`says ${answer}`} x={ANSWER} y={top + 13}>
      {t.rules.pictures.paid[answer]}
    </text>
  );
}

/** A line across bars at a part of their width, with its name below. */
function Limit(props: { at: number; top: number; rows: number; label: string; faint?: boolean }) {
  const { at, top, rows, label } = props;
  const x = round(at * BAR_WIDTH);
  const bottom = top + rows * ROW - 6;
  return (
    <g className={props.faint === true ? 'faint' : undefined}>
      <path className="limit" d={`M${x} ${top - 5}V${bottom}`} />
      <text
        className="axis"
        textAnchor={props.faint === true ? 'end' : 'middle'}
        x={props.faint === true ? x + 20 : x + 8}
        y={bottom + 12}
      >
        {label}
      </text>
    </g>
  );
}
