/** A client of the API whose paths, parameters and answers are those of generated types. */
export type ApiClient<Paths> = {
  readonly get: <Path extends PathsOf<Paths, 'get'>>(
    path: Path,
    ...given: Given<Paths[Path], 'get'>
  ) => Promise<Answer<Paths[Path], 'get'>>;
  readonly post: <Path extends PathsOf<Paths, 'post'>>(
    path: Path,
    ...given: Given<Paths[Path], 'post'>
  ) => Promise<Answer<Paths[Path], 'post'>>;
};

type Method = 'get' | 'post';
type PathsOf<Paths, Of extends Method> = {
  [Path in keyof Paths]: Paths[Path] extends { [Name in Of]: object } ? Path : never;
}[keyof Paths];
type OperationOf<Path, Of extends Method> = Path extends { [Name in Of]: infer Operation }
  ? Operation
  : never;
type ParametersOf<Operation> = Operation extends { parameters: infer All } ? All : never;
type BodyOf<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? { body: Body }
  : unknown;
type Input<Operation> = Pick<
  ParametersOf<Operation>,
  Extract<keyof ParametersOf<Operation>, 'path' | 'query'>
> &
  BodyOf<Operation>;
/** What a call takes is left out where nothing of it is required. */
type Given<Path, Of extends Method> =
  object extends Input<OperationOf<Path, Of>>
    ? [given?: Input<OperationOf<Path, Of>>]
    : [given: Input<OperationOf<Path, Of>>];
type JsonOf<Responses, Status> = Responses extends {
  [Name in Extract<keyof Responses, Status>]: { content: { 'application/json': infer Json } };
}
  ? Json
  : never;
type Answer<Path, Of extends Method> =
  OperationOf<Path, Of> extends { responses: infer Responses }
    ? | { ok: true; status: number; data: JsonOf<Responses, 200 | 201> }
      | { ok: false; status: number; data: JsonOf<Responses, '4XX' | '5XX'> }
    : never;

type Sent = {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
};

/** @param cookie session of a member, who alone may send most writes. */
export function createApiClient<Paths>(origin: string, cookie?: string): ApiClient<Paths> {
  const call = async (method: string, path: string, { path: holes, query, body }: Sent = {}) => {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(holes?.[name])),
    );
    const url = new URL(filled, origin);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json', origin }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { ok: response.ok, status: response.status, data: await response.json() };
  };
  const client = {
    get: (path: string, given?: Sent) => call('GET', path, given),
    post: (path: string, given?: Sent) => call('POST', path, given),
  };
  return client as unknown as ApiClient<Paths>;
}
