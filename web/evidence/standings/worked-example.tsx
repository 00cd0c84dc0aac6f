import {
  LATELY_HALF_LIFE_DAYS,
  SEASON_HALF_LIFE_DAYS,
} from '#shared/evidence/standing-constants.ts';
import type { ShareEstimate } from '#shared/evidence/standing.ts';
import type { WeighedReport } from '#shared/evidence/standing-reports.ts';
import { usePage } from '#web/page-context.ts';
import { toPercent } from '#web/directory/platforms/next-standing-conditions.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { Table } from '#web/ui/table.tsx';
import { computeExampleStanding, type ExampleReport } from './example-standing.ts';

/** Ten reports about an invented platform, weighed when the page is rendered. */
export function WorkedExample({ id }: { id: string }) {
  const page = usePage();
  const { t, language, format } = page;
  const words = t.rules.example;
  const { reports, before, standing, expectedDays } = computeExampleStanding();
  const { lately, season } = standing;
  const fixed = (value: number): string => format.fixed(value, 2);
  const total = (label: string, pick: (share: ShareEstimate) => string) => ({
    key: label,
    cells: [label, '', '', '', pick(lately), pick(season)],
  });
  return (
    <Section
      id={id}
      title={words.title}
      say={words.say({ before: standingName(before.state, language), days: expectedDays })}
    >
      <Table
        caption={words.caption}
        captionHidden
        columns={words.columns}
        rows={[
          ...reports.map((report, index) => ({
            key: String(index),
            cells: [
              outcomeOf(report, page),
              words.author({ letter: report.payout.authorKey, kind: kindOf(report) }),
              ...(report.weighed === null
                ? ['', words.none, '', '']
                : weightsOf(report.weighed).map((weight, column) =>
                    column === 0 ? words.age({ days: weight }) : fixed(weight),
                  )),
            ],
          })),
          total(words.paid, ({ paid }) => fixed(paid)),
          total(words.unpaid, ({ unpaid }) => fixed(unpaid)),
          total(words.chances, ({ mean, low, high }) =>
            words.share({ mean: toPercent(mean), low: toPercent(low), high: toPercent(high) }),
          ),
        ]}
      />
      <p>
        <strong>{words.result({ standing: standingName(standing.state, language) })}</strong>
      </p>
      <Lines className="prose" of={words.notes} />
    </Section>
  );
}

/** Age in days, voice, and the weights lately and over the season. */
function weightsOf({ age, weight }: WeighedReport): number[] {
  return [
    age,
    weight,
    ...[LATELY_HALF_LIFE_DAYS, SEASON_HALF_LIFE_DAYS].map((days) => weight * 2 ** (-age / days)),
  ];
}

function kindOf({ payout, weighed }: ExampleReport): 'regular' | 'newcomer' | 'account' {
  if (!payout.established) return 'account';
  return weighed?.isNewcomer === true ? 'newcomer' : 'regular';
}

function outcomeOf(
  { payout, askedDaysAgo }: ExampleReport,
  { t, format }: ReturnType<typeof usePage>,
): string {
  const words = t.rules.example.outcomes;
  const { state, shareReceived } = payout;
  if (state === 'waiting') return words.waiting({ days: askedDaysAgo });
  return state === 'received' && shareReceived < 1
    ? words.partly({ share: format.share(shareReceived) })
    : words[state];
}
