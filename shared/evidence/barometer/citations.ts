/** What a citation of an edition says. */
export type Citation = {
  /** E.g. 2026-10-provisional. */
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  /** The day on which the edition was made. */
  readonly day: string;
  readonly address: string;
  /** What the numbers rest on. */
  readonly note: string;
  readonly language: string;
};

/** A BibTeX entry; braces keep the letters of the title. */
export function toBibTex({ id, title, publisher, day, address, note, language }: Citation): string {
  const [year = '', month = ''] = day.split('-');
  const fields = Object.entries({
    title: `{${title}}`,
    author: `{${publisher}}`,
    institution: publisher,
    year,
    month,
    url: address,
    note,
    language,
  });
  const lines = fields.map(([name, value]) => `  ${name} = {${escapeTex(name, value)}},`);
  return `@techreport{contrenote-barometer-${id},\n${lines.join('\n')}\n}\n`;
}

/** A RIS record (RPRT), with the line ends that its readers expect. */
export function toRis({ title, publisher, day, address, note, language }: Citation): string {
  const lines = [
    ['TY', 'RPRT'],
    ['TI', title],
    ['AU', publisher],
    ['PB', publisher],
    ['PY', day.slice(0, 4)],
    ['DA', day.replaceAll('-', '/')],
    ['UR', address],
    ['N1', note],
    ['LA', language],
    ['ER', ''],
  ];
  return lines.map(([tag = '', value = '']) => `${tag}  - ${oneLine(value)}\r\n`).join('');
}

function escapeTex(name: string, value: string): string {
  return name === 'url' ? value : oneLine(value).replaceAll(/[%&#_$]/g, String.raw`\$&`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
