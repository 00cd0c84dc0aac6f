import { capitalize } from './openapi-operations.ts';

type Schema = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
type Response = { readonly description?: string; readonly content?: Content };
type Operation = {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: Content };
  readonly responses?: Readonly<Record<string, Response>>;
};
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;
export type Description = {
  readonly paths?: Paths;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

const SCHEMA_REF = '#/components/schemas/';
const REFUSED = { $ref: '#/components/responses/Refused' };
const FAILED = { $ref: '#/components/responses/Failed' };

/**
 * Completes the description that the routes' schemas give: refusals and failures stand once, a body
 * that is sent in several content types too, and schemas that nothing refers to are dropped.
 */
export function completeDescription<Given extends Description>(given: Given, error: string): Given {
  const bodies: Record<string, Schema> = {};
  const paths = mapValues(given.paths ?? {}, (methods, path) =>
    mapValues(methods, (operation) => ({
      ...operation,
      ...(operation.requestBody === undefined
        ? {}
        : { requestBody: shareBody(operation, operation.requestBody, bodies) }),
      responses: completeResponses(path, operation.responses ?? {}),
    })),
  );
  const refusal = (description: string) => ({
    description,
    content: { 'application/json': { schema: { $ref: `${SCHEMA_REF}${error}` } } },
  });
  const { schemas: stated, ...stating } = given.components ?? {};
  const components = {
    ...stating,
    responses: {
      Refused: refusal('Refused: the code says why.'),
      Failed: refusal('Not now: ask again later.'),
    },
  };
  const schemas = { ...stated, ...bodies };
  return {
    ...given,
    components: { ...components, schemas: keepUsed(schemas, { paths, components }) },
    paths,
  };
}

function shareBody(
  { operationId = '' }: Operation,
  body: NonNullable<Operation['requestBody']>,
  bodies: Record<string, Schema>,
): NonNullable<Operation['requestBody']> {
  const contents = Object.values(body.content);
  const [first] = contents;
  if (contents.length < 2 || first?.schema === undefined || '$ref' in first.schema) return body;
  const name = `${capitalize(operationId)}Body`;
  bodies[name] = first.schema;
  const shared = { schema: { $ref: SCHEMA_REF + name } };
  return { ...body, content: mapValues(body.content, () => shared) };
}

function completeResponses(
  path: string,
  given: Readonly<Record<string, Response>>,
): Record<string, unknown> {
  // What is not serialised has no schema.
  const unstated = path.endsWith('.webp') || path.startsWith('/files/') ? PICTURE : PAGE;
  const others = Object.entries(given)
    .filter(([status]) => status !== '4XX' && status !== '5XX')
    .map(([status, response]) => [
      status,
      { ...response, description: SAID[status] ?? response.description },
    ]);
  return {
    ...(Object.keys(given).some((status) => status.startsWith('2')) ? {} : { 200: unstated }),
    ...Object.fromEntries(others),
    '4XX': REFUSED,
    '5XX': FAILED,
  };
}

const SAID: Readonly<Record<string, string>> = { 200: 'Found or done', 201: 'Created' };
const PICTURE = {
  description: 'The picture',
  content: { 'image/webp': { schema: { type: 'string', format: 'binary' } } },
};

const PAGE = {
  description: 'The page that it leads to',
  content: { 'text/html': { schema: { type: 'string' } } },
};

/** The schemas that paths and components refer to, also through each other. */
function keepUsed(
  schemas: Readonly<Record<string, Schema>>,
  used: unknown,
): Record<string, Schema> {
  const kept = new Map<string, Schema>();
  const visit = (from: unknown): void => {
    for (const [, name = ''] of JSON.stringify(from).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      const schema = schemas[name];
      if (schema === undefined || kept.has(name)) continue;
      kept.set(name, schema);
      visit(schema);
    }
  };
  visit(used);
  return Object.fromEntries([...kept].toSorted(([a], [b]) => a.localeCompare(b, 'en')));
}

function mapValues<Value, To>(
  of: Readonly<Record<string, Value>>,
  to: (value: Value, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value, key)]));
}
