import { createReadStream, openSync, readSync, closeSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip, gunzipSync, constants } from 'node:zlib';
import {
  MAX_IMPORT_LINE_BYTES,
  importHeader,
  type ImportHeader,
  type ImportSoftware,
} from '#shared/portability/imports.ts';
import {
  readDiscourse,
  type DiscourseExportFile,
} from '#server/portability/imports/readers/discourse.ts';
import type { ByteStream, ReadObject } from '#server/portability/imports/readers/read-object.ts';
import { describeValidationIssues } from './describe-validation-issues.ts';
import { readJsonLines } from '#server/portability/imports/readers/json-lines.ts';
import { readPhpbb, type OpenedForums } from '#server/portability/imports/readers/phpbb.ts';

export const IMPORT_FILE_FORMATS = ['json-lines', 'phpbb', 'discourse'] as const;
export type ImportFileFormat = (typeof IMPORT_FILE_FORMATS)[number];

/** Thrown when a file cannot be imported at all; the message tells the operator why. */
export class InvalidImport extends Error {
  /** The exit code of the command: 2 for a wrong command, 1 when an import is not possible now. */
  readonly status: 1 | 2;

  constructor(sentence: string, status: 1 | 2 = 2) {
    super(sentence);
    this.status = status;
  }
}

/** A file or folder of another forum, readable once from the beginning. */
export type ImportSource = {
  readonly format: ImportFileFormat;
  readonly id: string;
  readonly name: string;
  readonly software: ImportSoftware;
  readonly url: string | null;
  readonly found: () => AsyncGenerator<ReadObject>;
  /** Returns the share of the bytes that was read, from 0 to 1. */
  readonly share: () => number;
};

export type ImportSourceOptions = {
  readonly format?: ImportFileFormat;
  /** The operator's id for the source, when the file has none. */
  readonly id?: string;
  readonly name?: string;
  readonly url?: string;
  /** Forums of phpBB that come although guests could not read them. */
  readonly opened?: OpenedForums;
};

const GZIP = [0x1f, 0x8b];
/** Bytes at the start of a file that are examined to detect its format. */
const LOOK_BYTES = 65_536;

/**
 * Detects the format of a file or folder.
 * @throws InvalidImport when it is unknown.
 */
export function openImportSource(path: string, options: ImportSourceOptions): ImportSource {
  if (statSync(path).isDirectory()) return openFolder(path, options);
  const beginning = readBeginning(path);
  const format = options.format ?? formatOf(beginning);
  const file = countedFile(path);
  if (format === 'json-lines') {
    const header = readHeader(beginning);
    return {
      format,
      id: options.id ?? header.source,
      name: options.name ?? header.name,
      software: header.software,
      url: options.url ?? header.url ?? null,
      found: () => withoutHeader(readJsonLines(file.open())),
      share: file.share,
    };
  }
  const files = [{ name: path.split('/').at(-1) ?? path, open: file.open }];
  return {
    format,
    ...named(options, format),
    found: () =>
      format === 'phpbb' ? readPhpbb(file.open(), options.opened) : readDiscourse(files),
    share: file.share,
  };
}

function openFolder(path: string, options: ImportSourceOptions): ImportSource {
  if (options.format !== undefined && options.format !== 'discourse') {
    throw new InvalidImport(`${path} is a folder: only an export of Discourse is one.`);
  }
  const names = listJson(path);
  if (names.length === 0) throw new InvalidImport(`There is no .json file in ${path}.`);
  let begun = 0;
  const files = names.map((name): DiscourseExportFile => ({
    name,
    open: () => {
      begun += 1;
      return countedFile(join(path, name)).open();
    },
  }));
  return {
    format: 'discourse',
    ...named(options, 'discourse'),
    found: () => readDiscourse(files),
    share: () => begun / names.length,
  };
}

function named(
  options: ImportSourceOptions,
  format: 'phpbb' | 'discourse',
): Pick<ImportSource, 'id' | 'name' | 'software' | 'url'> {
  const id = options.id ?? format;
  return { id, name: options.name ?? id, software: format, url: options.url ?? null };
}

/** Lists the JSON files of a folder, then those of its direct subfolders, each sorted by name. */
function listJson(folder: string): string[] {
  const isJson = (name: string): boolean => /\.json(?:\.gz)?$/.test(name);
  const entries = readdirSync(folder, { withFileTypes: true });
  const own = entries.filter((entry) => entry.isFile() && isJson(entry.name));
  const inner = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(join(folder, name), { withFileTypes: true })
        .filter((entry) => entry.isFile() && isJson(entry.name))
        .map((entry) => join(name, entry.name)),
    );
  return [...own.map(({ name }) => name).toSorted(), ...inner.toSorted()];
}

/** Opens a file as a stream, decompressed if necessary, that counts the bytes read. */
function countedFile(path: string): { open: () => ByteStream; share: () => number } {
  const { size } = statSync(path);
  let bytesRead = (): number => 0;
  return {
    open: () => {
      const packed = isPacked(readRaw(path, 2));
      const file = createReadStream(path, { highWaterMark: 131_072 });
      bytesRead = () => file.bytesRead;
      return packed ? unpack(file) : file;
    },
    share: () => (size === 0 ? 1 : bytesRead() / size),
  };
}

/** Decompresses a stream; emits the content of a truncated file before failing. */
function unpack(file: Readable): ByteStream {
  const out = new PassThrough();
  pipeline(file, createGunzip(), out, () => undefined);
  return out;
}

function isPacked(bytes: Buffer): boolean {
  return bytes[0] === GZIP[0] && bytes[1] === GZIP[1];
}

function readBeginning(path: string): string {
  const raw = readRaw(path, MAX_IMPORT_LINE_BYTES);
  const bytes = isPacked(raw)
    ? gunzipSync(raw, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1_048_576 })
    : raw;
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function readRaw(path: string, most: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(most);
    return bytes.subarray(0, readSync(file, bytes, 0, most, 0));
  } finally {
    closeSync(file);
  }
}

function formatOf(text: string): ImportFileFormat {
  const beginning = text.slice(0, LOOK_BYTES).trimStart();
  if (/^(?:--|\/\*|#|insert\s|create\s|set\s|drop\s|lock\s|use\s|start\s)/i.test(beginning)) {
    return 'phpbb';
  }
  if (/^\{\s*"/.test(beginning) && /"format"\s*:\s*"contrenote-import"/.test(firstLine(text))) {
    return 'json-lines';
  }
  if (/^[[{]/.test(beginning)) return 'discourse';
  throw new InvalidImport(
    'This is no dump of phpBB, no export of Discourse and not our format. See docs/import.md, or say what it is with --format.',
  );
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0] ?? '';
}

function readHeader(beginning: string): ImportHeader {
  let value: unknown = null;
  try {
    value = JSON.parse(firstLine(beginning));
  } catch {
    throw new InvalidImport('The first line is no JSON: it names the source. See docs/import.md.');
  }
  const parsed = importHeader.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidImport(
    `The first line does not name the source as docs/import.md says: ${describeValidationIssues(parsed.error)}.`,
  );
}

async function* withoutHeader(found: AsyncGenerator<ReadObject>): AsyncGenerator<ReadObject> {
  let isFirst = true;
  for await (const one of found) {
    if (!isFirst) yield one;
    isFirst = false;
  }
}
