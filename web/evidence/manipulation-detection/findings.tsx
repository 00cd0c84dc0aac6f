import type {
  ManipulationFinding,
  FindingsResponse,
} from '#shared/evidence/manipulation-findings.ts';
import type { PlatformResponse, PublishedStanding } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { toPercent } from '#web/directory/platforms/next-standing-conditions.ts';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { Section } from '#web/ui/section.tsx';
import { FindingItem } from './finding-item.tsx';

type Effect = Pick<PublishedStanding, 'state' | 'mean'>;

/** A platform's findings, their effect, and reports of bought posts. */
export function ManipulationFindings(props: {
  platform: PlatformResponse;
  findings: FindingsResponse;
}) {
  const { t, href } = usePage();
  const words = t.campaigns;
  const { slug, standing } = props.platform;
  const { bought } = props.findings;
  const found = worthSaying(props.findings.findings);
  if (found.length === 0 && bought.members === 0) return null;
  return (
    <Section title={words.title} say={words.say} id="findings">
      <ul className="findings">
        {found.map((finding) => (
          <li key={finding.id}>
            <FindingItem finding={finding} />
          </li>
        ))}
      </ul>
      <EffectTable standing={standing} />
      <Bought bought={bought} />
      <p className="links">
        <a href={`${href('rules')}#campaigns`}>{words.rule}</a>
        <a href={`${href('platformStandings', { slug })}#findings`}>{words.history}</a>
      </p>
    </Section>
  );
}

/** The findings to show: no ended ones, and no burst that is also reported as a cohort. */
function worthSaying(findings: readonly ManipulationFinding[]): ManipulationFinding[] {
  const now = findings.filter(({ state }) => state !== 'ended');
  const key = ({ direction, months }: ManipulationFinding): string =>
    `${direction} ${months?.last ?? ''}`;
  const cohorts = new Set(now.filter(({ kind }) => kind === 'cohort').map(key));
  return now.filter((one) => one.kind !== 'burst' || !cohorts.has(key(one)));
}

/** The standing with and without suspects. */
function EffectTable({ standing }: { standing: PublishedStanding }) {
  const { t } = usePage();
  const words = t.campaigns;
  const { withSuspects } = standing;
  if (withSuspects === null || withSuspects === undefined) return null;
  const rows: readonly (readonly [string, Effect])[] = [
    [words.without, standing],
    [words.with, withSuspects],
  ];
  return (
    <div className="effect">
      <h3>{words.effect}</h3>
      <dl>
        {rows.map(([label, { state, mean }]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <StandingStamp state={state} size="small" />
              <small>
                {mean === null ? words.noChances : words.chances({ mean: toPercent(mean) })}
              </small>
            </dd>
          </div>
        ))}
      </dl>
      <p className="note">{words.kept}</p>
    </div>
  );
}

function Bought({ bought }: { bought: FindingsResponse['bought'] }) {
  const { t } = usePage();
  const words = t.campaigns.bought;
  if (bought.members === 0) return null;
  return (
    <div className="bought">
      <h3>{words.title}</h3>
      {bought.praise === 0 ? null : <p>{words.praise({ count: bought.praise })}</p>}
      {bought.blame === 0 ? null : <p>{words.blame({ count: bought.blame })}</p>}
      <p className="note">
        {words.outside} <a href="#incidents">{words.see}</a>
      </p>
    </div>
  );
}
