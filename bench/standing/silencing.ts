import { createRandom, type Random } from '#demo/random.ts';
import { addDays } from '#shared/core/days.ts';
import { findCampaigns, type CampaignPost } from '#shared/evidence/manipulation-detection.ts';

/** Worlds in which newcomers tell the truth, and others do not share it. */
export const CROWDS = [
  'article',
  'refused, 8 puppets praise',
  'newcomers refused in bulk',
] as const;
export type CrowdWorld = (typeof CROWDS)[number];

const START = '2025-01-01';
const DAYS = 300;
const CROWD_FROM_DAY = 230;
/** Members an article brings, and the share of them who have bad news at twice the usual rate. */
const ARTICLE = { members: 200, days: 7, unpaidShare: 0.15 } as const;
const REFUSED = { members: 40, days: 14 } as const;
const PUPPETS = 8;
/** Reports of established members a day. */
const REGULAR_RATE = {
  article: 1,
  'refused, 8 puppets praise': 0.3,
  'newcomers refused in bulk': 1,
} as const;
const UNPAID_SHARE_OF_REGULARS = 0.08;

function post(author: string, day: number, word: 'praise' | 'blame', young: boolean): CampaignPost {
  return {
    author,
    voice: author,
    word,
    postedOn: addDays(START, day),
    young,
    established: !young,
    proof: 'screenshot',
    provable: true,
  };
}

function drawRegulars(random: Random, rate: number): CampaignPost[] {
  return Array.from({ length: Math.round(rate * DAYS) }, (_, index) =>
    post(
      `regular ${index}`,
      random.int(0, DAYS - 1),
      random.chance(UNPAID_SHARE_OF_REGULARS) ? 'blame' : 'praise',
      false,
    ),
  );
}

function drawNewcomers(random: Random, world: CrowdWorld): CampaignPost[] {
  const { members, days } = world === 'article' ? ARTICLE : REFUSED;
  return Array.from({ length: members }, (_, index) => {
    const isUnpaid = world !== 'article' || random.chance(ARTICLE.unpaidShare);
    const day = CROWD_FROM_DAY + random.int(0, days - 1);
    return post(`newcomer ${index}`, day, isUnpaid ? 'blame' : 'praise', true);
  });
}

/** What the detector does with newcomers in the weeks after they came. */
export type CrowdOutcome = {
  /** Whether it says that they blame, and that trusted members say the opposite. */
  readonly isContradicted: boolean;
  /** Number of those with bad news whose posts lose their weight at any time. */
  readonly silenced: number;
};

export function playCrowd(world: CrowdWorld, seed: number): CrowdOutcome {
  const random = createRandom(seed);
  const puppets = Array.from(
    { length: world === 'refused, 8 puppets praise' ? PUPPETS : 0 },
    (_, i) => post(`puppet ${i}`, CROWD_FROM_DAY + random.int(0, 20), 'praise', false),
  );
  const posts = [
    ...drawRegulars(random, REGULAR_RATE[world]),
    ...drawNewcomers(random, world),
    ...puppets,
  ];
  const blamed = new Set(posts.filter(({ word }) => word === 'blame').map(({ author }) => author));
  const silenced = new Set<string>();
  let isContradicted = false;
  for (let day = CROWD_FROM_DAY; day < DAYS; day += 7) {
    const now = addDays(START, day);
    const known = posts.filter(({ postedOn }) => postedOn <= now);
    for (const finding of findCampaigns(known, START, now)) {
      if (finding.kind !== 'cohort') continue;
      if (finding.direction === 'blame' && finding.contradiction !== null) isContradicted = true;
      for (const author of finding.suspects) if (blamed.has(author)) silenced.add(author);
    }
  }
  return { isContradicted, silenced: silenced.size };
}
