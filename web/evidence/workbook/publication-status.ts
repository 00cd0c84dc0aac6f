import type { LiveEntry, Published } from '#shared/evidence/workbook.ts';
import type { BookPage } from './workbook-page.ts';
import { button, fill, make } from './dom-helpers.ts';
import type { Publisher } from './entry-publisher.ts';
import { isUnlikeOthers, isUnsure, mayBePublic, type Outgoing } from './publication-outbox.ts';
import { contentOf, isChangedSince, reportOf } from './publication-request.ts';

/** An entry's publication state: link, waiting, or error. */
export function publicationOf(
  page: BookPage,
  publisher: Publisher,
  entry: Exclude<LiveEntry, { kind: 'search' }>,
  outgoing: Outgoing | null,
  acts: HTMLElement,
): Node {
  const { words } = page;
  if (entry.published !== null) return publishedAs(page, entry, entry.published);
  const publish = button(words.publish, () => void publisher.publish(entry));
  if (outgoing === null) {
    acts.append(publish);
    return document.createTextNode('');
  }
  const drop = button(words.takeBack, () => void publisher.takeBack(entry));
  const evidence = (): Node => make('a', { href: words.urls.myEvidence }, words.myEvidence);
  if (outgoing.state !== 'held') acts.append(drop);
  if (isUnsure(outgoing, Date.now())) {
    acts.append(button(words.notThere, () => void publisher.publish(entry, { looked: true })));
    return make('p', { class: 'alert' }, `${words.unsure} `, evidence());
  }
  if (outgoing.state === 'waiting') return make('p', { class: 'note' }, words.willGo);
  acts.append(...(isUnlikeOthers(outgoing) ? signingOf(page, publisher, entry) : [publish]));
  const said: (Node | string)[] = [];
  const { problem } = outgoing;
  const isTaken = outgoing.state === 'refused' && problem?.code === 'conflict';
  if (isTaken) said.push(words.otherContent);
  else if (outgoing.state === 'refused') {
    said.push(`${words.refused} `, ...problemOf(outgoing, words), ' ');
  }
  if (mayBePublic(outgoing) && !isTaken) said.push(words.maybePublic);
  if (mayBePublic(outgoing)) said.push(' ', evidence());
  return make('p', { class: 'alert' }, ...said);
}

/** The choice when her others there are signed: sign this one too, or unsign them. */
function signingOf(
  { words }: BookPage,
  publisher: Publisher,
  entry: Exclude<LiveEntry, { kind: 'search' }>,
): Node[] {
  return [
    button(words.signIt, () => void publisher.publish(entry, { signing: 'sign' })),
    button(words.unsignOthers, () => void publisher.publish(entry, { signing: 'unsign-others' })),
  ];
}

/** The link to the published evidence; if the entry changed since, how to correct it. */
function publishedAs(
  { words, book }: BookPage,
  entry: Exclude<LiveEntry, { kind: 'search' }>,
  published: Published,
): Node {
  // Imported data may contain any address: force it to this site.
  const { pathname } = new URL(published.path, location.origin);
  const line = make('p', { class: 'published' }, make('a', { href: pathname }, words.published));
  if (!isChangedSince(entry)) return line;
  const editor = entry.kind === 'payout' ? words.urls.editPayout : words.urls.editTask;
  const content = contentOf(reportOf(entry, { company: false, from: '' }));
  line.append(
    ` ${words.changedSince} `,
    make('a', { href: fill(editor, published.id) }, words.editEvidence),
    ' ',
    button(
      words.sameAgain,
      () => void book.update(entry.id, (now) => ({ ...now, published: { ...published, content } })),
    ),
  );
  return line;
}

/** The server's errors by field, in the reader's language. */
function problemOf({ problem }: Outgoing, words: BookPage['words']): (Node | string)[] {
  if (problem === null) return [];
  const names: Readonly<Record<string, string>> = words.fields;
  const issues = Object.entries(problem.fields);
  if (issues.length === 0) return [words.codes[problem.code]];
  const said = issues.map(([field, { code, limit = '' }]) => {
    const sentence = fill(words.fieldIssues[code] ?? words.codes[problem.code], limit);
    return `${names[field] ?? field} — ${sentence}`;
  });
  const unknown = issues.some(([, { code }]) => code === 'unknown-platform');
  return [
    said.join(' '),
    ...(unknown ? [' ', make('a', { href: words.urls.addPlatform }, words.addPlatform)] : []),
  ];
}
