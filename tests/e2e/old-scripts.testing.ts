/** Scripts in the style of those written for Turkopticon and TurkerView; each runs in a page. */

export type Question = { host: string; ids: string[] };

/** Runs in the page: XHR without a type of answer, `JSON.parse` of its text, markup by hand. */
export function oldTurkopticon({ host, ids }: Question) {
  type Requester = {
    length?: undefined;
    name: string;
    attrs?: Record<string, string>;
    reviews: number;
    tos_flags: number;
    pay_buckets?: [string, number][];
  };
  const xhr = new XMLHttpRequest();
  xhr.open('GET', `${host}/api/multi-attrs.php?ids=${ids.join(',')}`, false);
  xhr.send(null);
  const answer = JSON.parse(xhr.responseText) as Record<string, Requester | ''>;
  const rows: { id: string; text: string; buckets: string }[] = [];
  const unknown: string[] = [];
  for (const id of ids) {
    const requester = answer[id];
    // As they told who is unknown from who is not; null and undefined broke them.
    if (requester === undefined) throw new Error(`no key ${id}`);
    if (requester !== '' && !requester.length && typeof requester.attrs !== 'undefined') {
      const known = requester;
      const attrs = requester.attrs;
      const names = Object.keys(attrs);
      if (names.length !== 4) throw new Error(names.join());
      let sum = 0;
      let count = 0;
      for (const name of names) {
        const value = attrs[name];
        if (typeof value !== 'string' || value !== parseFloat(value).toFixed(2)) {
          throw new Error(`${name} is ${value}`);
        }
        if (parseFloat(value) > 0) {
          sum += parseFloat(value);
          count += 1;
        }
      }
      const mean = count === 0 ? 'no data' : (Math.round((sum / count) * 100) / 100).toFixed(2);
      rows.push({
        id,
        text: `${known.name}: ${mean} (${known.reviews} reviews, ${known.tos_flags} TOS)`,
        buckets: (known.pay_buckets ?? []).map(([, members]) => members).join('/'),
      });
    } else {
      if (requester !== '') throw new Error(`${id} is neither known nor unknown`);
      unknown.push(id);
    }
    const name = requester === '' ? id : requester.name;
    const list = document.getElementById('list');
    if (list !== null) list.innerHTML += `<li><a href='${host}/${id}' title='${name}'>${name}</a>`;
  }
  return { type: xhr.getResponseHeader('content-type'), keys: Object.keys(answer), rows, unknown };
}

/** Runs in the page: XHR that lets the browser parse, with the header of its version. */
export async function secondTurkopticon({ host, ids }: Question) {
  type Aggregate = {
    reward: [number, number, number];
    pending: number;
    comm: [number, number, number];
    recommend: [number, number, number];
    rejected: [number, number, number];
    tos: [number, number];
    broken: [number, number];
  };
  type Requester = {
    id: string;
    attributes: { name: string; aggregates: { all: Aggregate; recent: Aggregate } };
  };
  const send = (path: string): Promise<{ status: number; response: { data: Requester[] } }> =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', `${host}${path}`);
      xhr.responseType = 'json';
      xhr.setRequestHeader('Accept', 'application/vnd.turkopticon.v2+json');
      xhr.addEventListener('load', () => resolve(xhr));
      xhr.addEventListener('error', reject);
      xhr.send();
    });
  const { response } = await send(`/requesters?rids=${ids}&fields[requesters]=rid,aggregates`);
  const reviews = Object.assign(
    {},
    ...response.data.map(({ id, attributes }) => {
      const { reward, pending, comm, recommend, rejected, tos, broken } = attributes.aggregates.all;
      return {
        [id]: {
          hourly: reward[1] > 0 ? ((reward[0] / reward[1]) * 3600).toFixed(2) : null,
          pending: pending > 0 ? (pending / 86400).toFixed(2) : null,
          comm: comm[1] > 0 ? (comm[0] / comm[1]).toFixed(2) : null,
          recommend: recommend[1] > 0 ? Math.round((recommend[0] / recommend[1]) * 100) : null,
          rejected: rejected[0],
          tos: tos[0],
          broken: broken[0],
        },
      };
    }),
  ) as Record<string, object>;
  return {
    ids: response.data.map(({ id }) => id),
    reviews,
    one: (await send(`/requesters/${ids[1]}`)).response.data[0]?.attributes.name,
    missing: (await send(`/requesters/${ids[2]}`)).status,
  };
}

/** Runs in the page: fetch with headers of its own, which the browser asks leave for. */
export async function turkerView({ host, ids }: Question) {
  type Look = { class: string; faicon: string };
  type Requester = {
    reviews: number;
    rejections: number;
    blocks: number;
    wages: { average: { wage: string | null } & Look };
    ratings: { pay: { text: string } & Look };
  };
  const headers = new Headers([
    ['X-VIEW-KEY', 'UNSET'],
    ['X-APP-KEY', 'An old script'],
    ['X-APP-VER', '2.5.1'],
  ]);
  const response = await fetch(`${host}/v1/requesters/?requester_ids=${ids.join()}`, {
    method: 'GET',
    cache: 'no-cache',
    headers,
  });
  if (!response.ok) throw new Error(response.statusText);
  const { requesters } = (await response.json()) as { requesters: Record<string, Requester> };
  return Object.fromEntries(
    ids.flatMap((id) => {
      const requester = requesters[id];
      if (requester === undefined) return [];
      const { wages, ratings, rejections, blocks, reviews } = requester;
      const shown = [
        `$${wages.average.wage ?? 'N/A'}/hr`,
        `text-${ratings.pay.class} ${ratings.pay.text}`,
        rejections === 0 ? 'No Rejections' : 'Rejected Work',
        blocks === 0 ? 'No Blocks' : 'Blocks Reported',
        `${reviews.toLocaleString()} Reviews`,
      ];
      return [[id, shown.join('; ')]];
    }),
  );
}

/** Runs in the page: a body of text, and headers for which the browser asks leave. */
export async function turkerViewHits({ host, ids }: Question) {
  const response = await fetch(`${host}/v1/hits/`, {
    method: 'POST',
    headers: new Headers([['X-VIEW-KEY', 'UNSET']]),
    body: JSON.stringify(ids),
  });
  if (!response.ok) throw new Error(response.statusText);
  const hits = (await response.json()) as Record<string, { avg_completion: number }>;
  return Object.fromEntries(
    Object.entries(hits).map(([key, { avg_completion }]) => [
      key,
      ((3600 / avg_completion) * 0.5).toFixed(2),
    ]),
  );
}
