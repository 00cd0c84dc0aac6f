import { CLIENT_PLANS, type ClientPlan } from '#demo/client-plans.ts';
import { PROFILES } from '#demo/profiles.ts';
import type { Random } from '#demo/random.ts';
import { parseClientName, clientSlugCandidates } from '#server/directory/clients/rules.ts';
import { AppError } from '#server/core/errors.ts';
import { addDays, today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import { platformOf, type Ground } from './ground.ts';
import { drawRareWord } from './rare-words.ts';
import { YEARS } from './time.ts';

/** A client of the community; the platform is where it posts most tasks. */
export type KnownClient = ClientPlan & {
  readonly id: string;
  readonly address: string;
  readonly on: string;
  /** Days before the end. */
  readonly age: number;
};

const KINDS =
  'Données Textes Images Panel Archives Catalogue Cartes Voix Labo Relevés Annotation Studio Étude Inventaire'.split(
    ' ',
  );
const ENGLISH_KINDS = 'Data Labels Surveys Maps Speech Research Vision Panel Lab Sort'.split(' ');
const OF_TURK = 'amazon-mechanical-turk';

/** Writes clients: those of the demo, then others with invented names. */
export async function writeClients(ground: Ground, random: Random): Promise<KnownClient[]> {
  const { sizes, writer, newId, until, tell } = ground;
  const slugs = new Set<string>();
  const names = new Set<string>();
  const clients: KnownClient[] = [];
  while (clients.length < sizes.clients) {
    const plan = CLIENT_PLANS[clients.length] ?? invent(random);
    const key = foldName(plan.name);
    if (names.has(key) || !isName(plan.name)) continue;
    names.add(key);
    const address = freeAddress(plan.name, slugs, random);
    const on = Object.keys(plan.ids ?? {})[0] ?? random.pick(PROFILES).slug;
    const age = random.int(20, YEARS * 365 - 30);
    const client: KnownClient = { ...plan, id: newId(), address, on, age };
    writeClient(ground, client, addDays(today(until), -age));
    clients.push(client);
    await writer.drain();
    tell('clients', clients.length, sizes.clients);
  }
  return clients;
}

function writeClient(ground: Ground, client: KnownClient, day: string): void {
  const { writer, newId } = ground;
  const { id, name, address: slug } = client;
  writer.add('client', { id, slug, name, rootId: id, createdOn: day, reported: true });
  writer.add('client_name', { id: newId(), clientId: id, text: name, key: foldName(name) });
  // A client is added with one id; others come by changes, which the community has none of.
  for (const [platform, externalId] of Object.entries(client.ids ?? {}).slice(0, 1)) {
    const platformId = platformOf(ground, platform).id;
    writer.add('client_identity', { id: newId(), clientId: id, platformId, externalId });
  }
  writer.record(day, 'client-added', `client/${id}`);
}

function invent(random: Random): ClientPlan {
  const word = drawRareWord(random);
  const head = `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`;
  const english = random.chance(0.4);
  const name = `${head} ${random.pick(english ? ENGLISH_KINDS : KINDS)}`;
  const mark = (): number => 1.2 + random.next() * 3.4;
  const profile = english ? OF_TURK : random.pick(PROFILES).slug;
  const number = `${head.slice(0, 2).toUpperCase()}-${random.int(1_000, 99_999)}`;
  const rid = `A${Array.from({ length: 12 }, () => random.pick([...'BCDFGHJKLMNP23456789'])).join('')}Z`;
  return {
    name,
    marks: [mark(), mark(), mark(), mark()],
    ...(random.chance(0.7) ? { ids: { [profile]: english ? rid : number } } : {}),
  };
}

/** Excludes names that could be a person's. */
function isName(name: string): boolean {
  try {
    parseClientName(name, 'name');
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** Its slug as the site would choose it; a taken one gets a deterministic number. */
function freeAddress(name: string, taken: Set<string>, random: Random): string {
  let address = clientSlugCandidates(name)(0);
  while (taken.has(address)) address = `${address}-${random.int(2, 99)}`;
  taken.add(address);
  return address;
}
