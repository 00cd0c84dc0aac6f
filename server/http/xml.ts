// Characters that XML 1.0 cannot contain, even escaped: most control characters, lone surrogates.
const IMPOSSIBLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

type Attributes = Readonly<Record<string, string>>;

/** Serialised XML. Only `xml` makes it, so that all text is escaped. */
export type Xml = { readonly markup: string };

/** Creates an element; escapes attributes and text, inserts children as they are. */
export function xml(name: string, attributes: Attributes, ...content: (Xml | string)[]): Xml {
  const head = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(value)}"`),
  ].join(' ');
  const body = content.map((part) => (typeof part === 'string' ? escapeXml(part) : part.markup));
  return { markup: body.length === 0 ? `<${head}/>` : `<${head}>${body.join('')}</${name}>` };
}

export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}\n`;
}

function escapeXml(text: string): string {
  return text.replaceAll(IMPOSSIBLE, '').replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
