import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** An alert on a metric that is not there never rings: each expression is read, and its names looked up. */

type Dashboard = { panels: { title: string; targets: { expr: string }[] }[] };

const rules = readFileSync('docs/monitoring/alerts.yml', 'utf8');
const dashboard = JSON.parse(readFileSync('docs/monitoring/grafana.json', 'utf8')) as Dashboard;
/** What Prometheus adds to each job by itself. */
const OF_PROMETHEUS = ['up'];

/** Each `expr:` of the rules, on its line or as the block below it. */
const alerts = [...rules.matchAll(/- alert: (\w+)\n +expr: (?:\|\n((?: {10,}.*\n)+)|(.*)\n)/g)].map(
  ([, name = '', block, line]) => [name, block ?? line ?? ''] as const,
);
const panels = dashboard.panels.flatMap(({ title, targets }) =>
  targets.map(({ expr }) => [title, expr] as const),
);

let site: RunningSite;
let offered: string[];
beforeAll(async () => {
  const port = await freePort();
  site = await startSite({ environment: { METRICS_PORT: String(port) } });
  await fetch(`${site.url}/fr`);
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  offered = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
});
afterAll(() => site.stop());

/** The metrics that an expression names, and whether PromQL can be read in it. */
function read(expression: string): { metrics: string[]; wrong: string[] } {
  const metrics: string[] = [];
  const wrong: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to, node }) => {
      const text = expression.slice(from, to);
      if (type.isError) wrong.push(text);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') metrics.push(text);
    },
  });
  return { metrics, wrong };
}

test('the reader sees names that are not there, and what is no PromQL', () => {
  expect(read('sum by (le) (rate(nothing_total{a="b"}[5m])) > 1')).toEqual({
    metrics: ['nothing_total'],
    wrong: [],
  });
  expect(read('sum(rate(').wrong).not.toEqual([]);
});

describe.each([
  ['docs/monitoring/alerts.yml', alerts],
  ['docs/monitoring/grafana.json', panels],
] as const)('%s', (_, expressions) => {
  test.each(expressions)('%s asks for what /metrics has', (__, expression) => {
    const { metrics, wrong } = read(expression);
    expect(wrong).toEqual([]);
    expect(metrics).not.toEqual([]);
    expect([...offered, ...OF_PROMETHEUS]).toEqual(expect.arrayContaining(metrics));
  });
});

test('every rule was read', () => {
  expect(alerts).toHaveLength(rules.match(/- alert:/g)?.length ?? 0);
  expect(panels.length).toBeGreaterThan(12);
});

test('what the site counts by itself is shown or watched', () => {
  const watched = [...alerts, ...panels].flatMap(([, expression]) => read(expression).metrics);
  const own = offered.filter((name) => /^contrenote_.*(?<!_sum)$/.test(name));
  expect(own.length).toBeGreaterThan(4);
  expect(watched).toEqual(expect.arrayContaining(own));
});
