import { NEWCOMERS_BACKED_BY_ONE } from '#shared/evidence/standing-constants.ts';
import { usePage } from '#web/page-context.ts';
import { PICTURE_WIDTH, RulePicture } from './rule-picture.tsx';

const HEIGHT = 196;
const ROW = 68;
/** Width of a person with the space beside it. */
const STEP = 24;
const REGULARS = 5;
const ACCOUNTS = 12;

type Kind = 'regular' | 'newcomer' | 'account';

/** The picture of whose voice counts: regulars, beginners whom a regular backs, and no new account. */
export function VoicesPicture() {
  const { t } = usePage();
  const words = t.rules.pictures.voices;
  return (
    <RulePicture
      height={HEIGHT}
      alt={words.alt}
      desc={words.desc}
      caption={`${words.caption} ${words.regular}`}
    >
      <Row nth={0} label={words.regulars}>
        <People kind="regular" count={REGULARS} />
      </Row>
      <Row nth={1} label={words.newcomers}>
        <People kind="regular" count={1} />
        <path className="arrow" d={`M${STEP + 4} 14h22m-7 -6l7 6l-7 6`} />
        <People kind="newcomer" count={NEWCOMERS_BACKED_BY_ONE} from={STEP * 2 + 8} />
      </Row>
      <Row nth={2} label={words.accounts}>
        <People kind="account" count={ACCOUNTS} />
        <path className="cross" d={`M2 14H${ACCOUNTS * STEP + 12}`} />
      </Row>
    </RulePicture>
  );
}

function Row({ nth, label, children }: { nth: number; label: string; children: React.ReactNode }) {
  return (
    <g transform={`translate(0 ${nth * ROW})`}>
      <text className="heading" y="13">
        {label}
      </text>
      <g transform="translate(0 22)">{children}</g>
    </g>
  );
}

/** Draws people in a row, as many as fit. */
function People({ kind, count, from = 0 }: { kind: Kind; count: number; from?: number }) {
  const most = Math.floor((PICTURE_WIDTH - from) / STEP);
  const places = Array.from({ length: Math.min(count, most) }, (_, nth) => from + nth * STEP + 11);
  const path = places
    .map((x) => `M${x - 4.5} 6a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0M${x - 9} 28a9 13 0 0 1 18 0z`)
    .join('');
  return <path className={`people ${kind}`} d={path} />;
}
