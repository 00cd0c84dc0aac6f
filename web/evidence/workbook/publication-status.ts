import type { LiveEntry, EntryPublication } from '#shared/evidence/workbook.ts';
import type { WorkbookPageContext } from './workbook-page-context.ts';
import { createButton, fillPlaceholder, createElement } from './dom-helpers.ts';
import type { EntryPublisher } from './entry-publisher.ts';
import {
  isSignedUnlikeOthers,
  isAttemptUnresolved,
  mayBePublic,
  type OutgoingEntry,
} from './outgoing-entry-state.ts';
import {
  comparableContentOf,
  isChangedSincePublication,
  publicationRequestOf,
} from './publication-request.ts';

/** Shows the publication state of an entry: link, waiting, or error. */
export function renderPublicationStatus(
  page: WorkbookPageContext,
  publisher: EntryPublisher,
  entry: Exclude<LiveEntry, { kind: 'search' }>,
  outgoing: OutgoingEntry | null,
  acts: HTMLElement,
): Node {
  const { words } = page;
  if (entry.published !== null) return publishedAs(page, entry, entry.published);
  const publish = createButton(words.publish, () => void publisher.publish(entry));
  if (outgoing === null) {
    acts.append(publish);
    return document.createTextNode('');
  }
  const drop = createButton(words.takeBack, () => void publisher.takeBack(entry));
  const evidence = (): Node =>
    createElement('a', { href: words.urls.myEvidence }, words.myEvidence);
  if (outgoing.state !== 'held') acts.append(drop);
  if (isAttemptUnresolved(outgoing, Date.now())) {
    acts.append(
      createButton(words.notThere, () => void publisher.publish(entry, { looked: true })),
    );
    return createElement('p', { class: 'alert' }, `${words.unsure} `, evidence());
  }
  if (outgoing.state === 'waiting') return createElement('p', { class: 'note' }, words.willGo);
  acts.append(...(isSignedUnlikeOthers(outgoing) ? signingOf(page, publisher, entry) : [publish]));
  const said: (Node | string)[] = [];
  const { problem } = outgoing;
  const isTaken = outgoing.state === 'refused' && problem?.code === 'conflict';
  if (isTaken) said.push(words.otherContent);
  else if (outgoing.state === 'refused') {
    said.push(`${words.refused} `, ...problemOf(outgoing, words), ' ');
  }
  if (mayBePublic(outgoing) && !isTaken) said.push(words.maybePublic);
  if (mayBePublic(outgoing)) said.push(' ', evidence());
  return createElement('p', { class: 'alert' }, ...said);
}

/**
 * The choice where the member's others on the platform are signed: sign this one too, or unsign
 * them.
 */
function signingOf(
  { words }: WorkbookPageContext,
  publisher: EntryPublisher,
  entry: Exclude<LiveEntry, { kind: 'search' }>,
): Node[] {
  return [
    createButton(words.signIt, () => void publisher.publish(entry, { signing: 'sign' })),
    createButton(
      words.unsignOthers,
      () => void publisher.publish(entry, { signing: 'unsign-others' }),
    ),
  ];
}

/** The link to the published evidence; if the entry changed since, how to correct it. */
function publishedAs(
  { words, book }: WorkbookPageContext,
  entry: Exclude<LiveEntry, { kind: 'search' }>,
  published: EntryPublication,
): Node {
  // Imported data may contain any address: force it to this site.
  const { pathname } = new URL(published.path, location.origin);
  const line = createElement(
    'p',
    { class: 'published' },
    createElement('a', { href: pathname }, words.published),
  );
  if (!isChangedSincePublication(entry)) return line;
  const editor = entry.kind === 'payout' ? words.urls.editPayout : words.urls.editTask;
  const content = comparableContentOf(publicationRequestOf(entry, { company: false, from: '' }));
  line.append(
    ` ${words.changedSince} `,
    createElement('a', { href: fillPlaceholder(editor, published.id) }, words.editEvidence),
    ' ',
    createButton(
      words.sameAgain,
      () => void book.update(entry.id, (now) => ({ ...now, published: { ...published, content } })),
    ),
  );
  return line;
}

/** The server's errors by field, in the reader's language. */
function problemOf(
  { problem }: OutgoingEntry,
  words: WorkbookPageContext['words'],
): (Node | string)[] {
  if (problem === null) return [];
  const names: Readonly<Record<string, string>> = words.fields;
  const issues = Object.entries(problem.fields);
  if (issues.length === 0) return [words.codes[problem.code]];
  const said = issues.map(([field, { code, limit = '' }]) => {
    const sentence = fillPlaceholder(words.fieldIssues[code] ?? words.codes[problem.code], limit);
    return `${names[field] ?? field} — ${sentence}`;
  });
  const unknown = issues.some(([, { code }]) => code === 'unknown-platform');
  return [
    said.join(' '),
    ...(unknown
      ? [' ', createElement('a', { href: words.urls.addPlatform }, words.addPlatform)]
      : []),
  ];
}
