import { parseArgs } from 'node:util';
import { z } from 'zod/mini';
import {
  DEMAND_ASKS,
  DEMAND_OUTCOMES,
  DEMAND_SENDERS,
  demandAsks,
  demandOutcome,
  demandSender,
  demandText,
  type LegalDemand,
} from '#shared/governance/legal-demands.ts';
import { day } from '#shared/core/form-fields.ts';
import type { Database } from '#server/database/db.ts';
import {
  registerLegalDemand,
  setLegalDemandOutcome,
  discloseLegalDemand,
  withholdLegalDemand,
} from '#server/governance/legal-demands/actions.ts';
import { findLegalDemands } from '#server/governance/legal-demands/queries.ts';
import { readEnvironment } from '#server/core/env.ts';
import { AppError } from '#server/core/errors.ts';
import { CommandRefused, runCommand, withDatabase } from './run-command.ts';

/** Usage of `npm run demands`, with which the operator manages the public register of legal demands. */
const USAGE = [
  `Usage: npm run demands -- add ${DEMAND_SENDERS.join('|')} DAY ${DEMAND_ASKS.join('|')} "what"`,
  `       npm run demands -- add SENDER DAY ASKS --withheld`,
  `       npm run demands -- answer ID ${DEMAND_OUTCOMES.join('|')} "what was done, and why"`,
  '       npm run demands -- withhold ID',
  '       npm run demands -- disclose ID "what"',
  '       npm run demands -- list',
  'DAY is the day it came, e.g. 2026-11-20. Everything typed here is public. A demand that a court',
  'forbids to speak of is added with --withheld, and its answer without words.',
].join('\n');

const command = z.union([
  z.tuple([z.literal('add'), demandSender, day, demandAsks, z.optional(demandText)]),
  z.tuple([z.literal('answer'), z.string(), demandOutcome, z.optional(demandText)]),
  z.tuple([z.literal('withhold'), z.string()]),
  z.tuple([z.literal('disclose'), z.string(), demandText]),
  z.tuple([z.literal('list')]),
]);
type Command = z.infer<typeof command>;

await runCommand(async (args) => {
  const asked = readCommand(args);
  if (asked === null) throw new CommandRefused(USAGE, 2);
  const env = readEnvironment(process.env);
  const said = await withDatabase(env, (database) =>
    act(database, asked.command, new Date()).catch((error: unknown) => {
      throw error instanceof AppError ? new CommandRefused(explain(error), 2) : error;
    }),
  );
  console.log(said);
});

/** Parses the arguments; null where they are wrong. A withheld demand has no text; all others need one. */
function readCommand(args: string[]): { command: Command } | null {
  const options = { withheld: { type: 'boolean' } } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const read = command.safeParse(positionals);
    if (!read.success) return null;
    const withheld = values.withheld === true;
    if (read.data[0] !== 'add') return withheld ? null : { command: read.data };
    return withheld === (read.data[4] === undefined) ? { command: read.data } : null;
  } catch {
    return null;
  }
}

async function act({ prisma, sql }: Database, asked: Command, now: Date): Promise<string> {
  switch (asked[0]) {
    case 'add': {
      const [, sender, receivedOn, asks, what = null] = asked;
      const demand = { sender, receivedOn, asks, what };
      const { id } = await prisma.$transaction((tx) => registerLegalDemand(tx, demand, now));
      return `Demand ${id} stands in the register.`;
    }
    case 'answer': {
      const [, id, outcome, answer = null] = asked;
      await prisma.$transaction((tx) => setLegalDemandOutcome(tx, id, { outcome, answer }, now));
      return `Demand ${id}: ${outcome}.`;
    }
    case 'withhold':
      await prisma.$transaction((tx) => withholdLegalDemand(tx, asked[1], now));
      return `Demand ${asked[1]}: withheld by order.`;
    case 'disclose':
      await prisma.$transaction((tx) => discloseLegalDemand(tx, asked[1], asked[2], now));
      return `Demand ${asked[1]}: no longer withheld.`;
    case 'list': {
      const { demands, count } = await findLegalDemands(sql, 1);
      return [`${count} in the register.`, ...demands.map(describe)].join('\n\n');
    }
  }
}

function describe({ id, sender, receivedOn, asks, ...demand }: LegalDemand): string {
  return [
    `${id}, ${sender}, received on ${receivedOn}, asks: ${asks}, ${demand.outcome}`,
    demand.withheld ? 'Withheld by order.' : (demand.what ?? ''),
    ...(demand.answer === null ? [] : [demand.answer]),
  ].join('\n');
}

function explain({ code }: AppError): string {
  if (code === 'not-found') return 'There is no such demand.';
  return code === 'conflict' ? 'It is so already.' : 'That day is still to come.';
}
