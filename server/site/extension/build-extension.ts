import { zipFiles } from '#server/core/zip-files.ts';
import { drawIcon } from '#server/site/web-app/draw-icon.ts';
import {
  EXTENSION_ICON_SIZES,
  writeExtension,
  type ExtensionBrowser,
  type ExtensionParts,
} from './write-extension.ts';

/** Builds the extension for a browser as a ZIP file, the same bytes for the same parts. */
export async function buildExtension(
  browser: ExtensionBrowser,
  parts: Omit<ExtensionParts, 'icons'>,
): Promise<Buffer> {
  const icons = await Promise.all(
    EXTENSION_ICON_SIZES.map(async (size) => [size, await drawIcon(size, 'any')] as const),
  );
  return zipFiles(writeExtension(browser, { ...parts, icons: new Map(icons) }));
}
