import type { PublishedDump } from '#shared/portability/published-dumps.ts';
import { usePage } from '#web/page-context.ts';
import { ChartTable } from '#web/ui/chart-parts.tsx';
import { sizeInWords } from './size-in-words.ts';
import { sentenceFor } from '#web/i18n/say.ts';

type Props = { readonly dump: PublishedDump };

/** The archives of one dump, each with size, licence and hash. */
export function DumpArchives({ dump }: Props) {
  const { t, language } = usePage();
  const words = t.data;
  return (
    <ul className="downloads">
      {dump.archives.map(({ archive, name, bytes, sha256, licence }) => (
        <li key={name}>
          <p>
            <a className="button" href={`${dump.path}${name}`} data-turbo="false" download>
              {words.archives[archive]}
            </a>
          </p>
          <p className="soft">
            {name} · {sizeInWords(bytes, language, t)} · {licence}
          </p>
          <p className="soft">
            {words.hash} <code>{sha256}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The contents of a dump: folders, then tables. */
export function DumpContents({ dump }: Props) {
  const { t, language, format } = usePage();
  const words = t.data;
  const ofTables = (folder: string): { folder: string; files: number; bytes: number } => {
    const files = dump.tables.filter(({ path }) => path.startsWith(`${folder}/`));
    return { folder, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  };
  const folders = [ofTables('figures'), ofTables('whole'), ...dump.folders];
  return (
    <>
      <dl className="folders">
        {folders.map(({ folder, files, bytes }) => (
          <div key={folder}>
            <dt>
              <code>{folder === '' ? './' : `${folder}/`}</code>
            </dt>
            <dd>
              {sentenceFor(words.folders, folder) ?? ''}{' '}
              <span className="soft">
                {words.filesOf({ count: files, size: sizeInWords(bytes, language, t) })}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {words.record({
          count: dump.recordSize ?? 0,
          size: format.number(dump.recordSize ?? 0),
        })}
      </p>
      <ChartTable
        summary={words.tables}
        caption={words.tables}
        columns={[
          words.columns.file,
          words.columns.rows,
          words.columns.size,
          words.columns.licence,
        ]}
        rows={dump.tables.map(({ path, rows, bytes, licence }) => ({
          key: path,
          cells: [
            <a key="file" href={`${dump.path}${path}`} data-turbo="false">
              {path}
            </a>,
            rows === null ? '–' : format.number(rows),
            sizeInWords(bytes, language, t),
            licence,
          ],
        }))}
      />
    </>
  );
}
