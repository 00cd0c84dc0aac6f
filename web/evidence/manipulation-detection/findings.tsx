import type {
  ManipulationFinding,
  FindingsResponse,
} from '#shared/evidence/manipulation-findings.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { FindingItem } from './finding-item.tsx';

/** A platform's findings, and reports of bought posts. */
export function ManipulationFindings(props: {
  platform: PlatformResponse;
  findings: FindingsResponse;
}) {
  const { t, href } = usePage();
  const words = t.campaigns;
  const { slug } = props.platform;
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
      <Bought bought={bought} />
      <p className="links">
        <a href={`${href('rules')}#campaigns`} data-turbo="false">
          {words.rule}
        </a>
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
