/** The parts of an OpenAPI 3.1 description that become types. */
export type ApiDescription = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};
type Operation = {
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Message;
  readonly responses: Readonly<Record<string, Message | Reference>>;
};
type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
};
type Reference = { readonly $ref: string };
type Message = {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
};
type Schema = {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
};

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const PLACES = ['query', 'header', 'path', 'cookie'] as const;

/**
 * Writes the TypeScript types of an OpenAPI description: `paths` and `components`, in the shape of
 * openapi-typescript 7, so that clients written for that one, such as openapi-fetch, take them.
 */
export function writeApiTypes({ paths, components }: ApiDescription): string {
  const operations = Object.entries(paths).map(([path, methods]) => {
    const members = METHODS.map((method) => {
      const operation = methods[method];
      return operation === undefined ? `${method}?: never` : writeOperation(method, operation);
    });
    return `${quote(path)}: { parameters: ${writeParameters([])}; ${members.join('; ')} }`;
  });
  const named = (part: string, write: (value: never) => string): string =>
    Object.entries(components?.[part] ?? {})
      .map(([name, value]) => `${quote(name)}: ${write(value as never)}`)
      .join(';\n');
  return [
    '/* Written from the description of the API. */',
    `export interface paths {\n${operations.join(';\n')}\n}`,
    `export interface components {\nschemas: {\n${named('schemas', writeSchema)}\n};`,
    `responses: {\n${named('responses', writeMessage)}\n}\n}`,
    '',
  ].join('\n');
}

function writeOperation(method: string, operation: Operation): string {
  const { summary = '', parameters = [], requestBody, responses } = operation;
  const body =
    requestBody === undefined
      ? 'requestBody?: never'
      : `requestBody${requestBody.required === true ? '' : '?'}: { ${writeContent(requestBody)} }`;
  const answers = Object.entries(responses).map(
    ([status, response]) =>
      `${/^\d+$/.test(status) ? status : quote(status)}: ${'$ref' in response ? writeReference(response.$ref) : writeMessage(response)}`,
  );
  return `/** ${summary.replaceAll('*/', '* /')} */\n${method}: { parameters: ${writeParameters(parameters)}; ${body}; responses: { ${answers.join('; ')} } }`;
}

function writeParameters(parameters: readonly Parameter[]): string {
  const places = PLACES.map((place) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return `${place}?: never`;
    const members = here.map(
      ({ name, required, schema = {} }) =>
        `${quote(name)}${required === true ? '' : '?'}: ${writeSchema(schema)}`,
    );
    const needed = here.some(({ required }) => required === true);
    return `${place}${needed ? '' : '?'}: { ${members.join('; ')} }`;
  });
  return `{ ${places.join('; ')} }`;
}

function writeMessage(message: Message): string {
  return `{ headers: { [name: string]: unknown }; ${writeContent(message)} }`;
}

function writeContent({ content }: Message): string {
  if (content === undefined) return 'content?: never';
  const types = Object.entries(content).map(
    ([type, { schema = {} }]) => `${quote(type)}: ${writeSchema(schema)}`,
  );
  return `content: { ${types.join('; ')} }`;
}

function writeSchema(schema: Schema): string {
  if (schema.$ref !== undefined) return writeReference(schema.$ref);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)));
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return union(several.map(writeSchema));
  if (schema.allOf !== undefined) {
    return schema.allOf.map((part) => `(${writeSchema(part)})`).join(' & ');
  }
  return union([schema.type ?? []].flat().map((type) => writeType(type, schema)));
}

function writeType(type: string, schema: Schema): string {
  if (type === 'integer') return 'number';
  if (type === 'array') return writeArray(schema);
  return type === 'object' ? writeObject(schema) : type;
}

function writeArray({ prefixItems, items }: Schema): string {
  if (prefixItems !== undefined) return `[${prefixItems.map(writeSchema).join(', ')}]`;
  return `(${items === undefined ? 'unknown' : writeSchema(items)})[]`;
}

function writeObject({ properties = {}, required = [], additionalProperties }: Schema): string {
  const members = Object.entries(properties).map(
    ([name, schema]) =>
      `${quote(name)}${required.includes(name) ? '' : '?'}: ${writeSchema(schema)}`,
  );
  if (typeof additionalProperties === 'object') {
    members.push(`[name: string]: ${writeSchema(additionalProperties)}`);
  }
  return members.length === 0 ? '{ [name: string]: unknown }' : `{ ${members.join('; ')} }`;
}

function writeReference(ref: string): string {
  const [, , part = '', name = ''] = ref.split('/');
  return `components[${quote(part)}][${quote(name)}]`;
}

function union(types: readonly string[]): string {
  return types.length === 0 ? 'unknown' : [...new Set(types)].join(' | ');
}

function quote(text: string): string {
  return JSON.stringify(text);
}
