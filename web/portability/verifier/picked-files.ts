import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import { chunksOf, type FileSource } from '#shared/portability/verifier/file-sources.ts';

/**
 * The files of a folder that was chosen in a form, as a source.
 * @param picked with their paths relative to the folder.
 */
export function pickedFiles(name: string, picked: ReadonlyMap<string, File>): FileSource {
  const open = (path: string): File => {
    const file = picked.get(path);
    if (file === undefined) throw new FetchFailed(`${name}/${path} is not there`, { status: 404 });
    return file;
  };
  return {
    name,
    near: true,
    read: async (path) => new Uint8Array(await open(path).arrayBuffer()),
    stream: async (path) => chunksOf(open(path).stream()),
  };
}
