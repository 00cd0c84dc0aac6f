import { daysBetween } from '#shared/core/days.ts';
import type { WeighedPayout } from '#shared/evidence/standing.ts';
import { usePage } from '#web/page-context.ts';
import { toPercent } from '#web/directory/platforms/next-standing-conditions.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { Table } from '#web/ui/table.tsx';
import { computeExampleStanding } from './example-standing.ts';

/** Ten payouts of an invented platform, weighed when the page is rendered. */
export function WorkedExample({ id }: { id: string }) {
  const { t, language, format } = usePage();
  const words = t.rules.example;
  const { rows, standing, now } = computeExampleStanding();
  const weight = (value: number): string => format.fixed(value, 2);
  const sum = (pick: (row: WeighedPayout) => number): string =>
    weight(rows.reduce((total, row) => total + pick(row), 0));
  const { numbers, establishedOnly } = standing;
  return (
    <Section id={id} title={words.title} say={words.say({ days: standing.expectedDays })}>
      <Table
        caption={words.caption}
        captionHidden
        columns={words.columns}
        rows={[
          ...rows.map((row, index) => ({
            key: String(index),
            cells: [
              `${words.outcomes[row.payout.state]}, ${words.proofs[row.payout.proof]}`,
              words.author({ letter: row.payout.authorKey, established: row.payout.established }),
              words.age({ days: daysBetween(row.agesFrom, now) }),
              weight(row.weight),
              weight(row.paid),
              weight(row.unpaid),
            ],
          })),
          {
            key: 'total',
            cells: [
              words.total,
              '',
              '',
              sum((row) => row.weight),
              sum((row) => row.paid),
              sum((row) => row.unpaid),
            ],
          },
        ]}
      />
      {numbers === null ? null : (
        <p>
          <strong>
            {words.result({
              standing: standingName(standing.state, language),
              mean: toPercent(numbers.mean),
              low: toPercent(numbers.low),
              high: toPercent(numbers.high),
              weight: weight(numbers.n),
            })}
          </strong>{' '}
          {establishedOnly === null
            ? null
            : words.established({
                mean: toPercent(establishedOnly.mean),
                low: toPercent(establishedOnly.low),
                high: toPercent(establishedOnly.high),
                weight: weight(establishedOnly.n),
              })}
        </p>
      )}
      <Lines className="prose" of={words.notes} />
    </Section>
  );
}
