import type { TestMember } from './factories.ts';
import { multipart } from './forms.ts';
import { PAYOUT } from './load-generator.ts';
import { makePlainPng } from './screenshots.ts';

/** One write, and the address that tells of it. */
export type Write = {
  readonly path: string;
  readonly cookie: string;
  readonly body: BodyInit;
  readonly type: string;
  /** Null where no address tells of it. */
  readonly pathOf: ((id: string) => string) | null;
  /** Of a payout: whether it has a picture. */
  readonly picture?: boolean;
  /** What it is known by: sent again, it is the same. */
  readonly key: string;
};

/** Posts in a thread, each with another text. */
export function postsOf(
  { cookie, pseudonym }: TestMember,
  thread: string,
  count: number,
): readonly Write[] {
  return Array.from({ length: count }, (_, nth) => {
    const key = `Message ${nth} de ${pseudonym}.`;
    return {
      path: `/api/forum/threads/${thread}/posts`,
      cookie,
      body: JSON.stringify({ text: key }),
      type: 'application/json',
      pathOf: (id) => `/api/forum/posts/${id}`,
      key,
    };
  });
}

/** A payout, which only its author finds. */
export async function payoutOf(
  { cookie, pseudonym }: TestMember,
  picture: boolean,
): Promise<Write> {
  const fields = { ...PAYOUT, _key: pseudonym };
  const form = multipart(fields, { bytes: await makePlainPng() });
  return {
    path: '/api/payouts',
    cookie,
    body: picture ? new Uint8Array(form.payload) : JSON.stringify(fields),
    type: picture ? form.headers['content-type'] : 'application/json',
    pathOf: (id) => `/api/me/payouts/${id}`,
    picture,
    key: pseudonym,
  };
}
