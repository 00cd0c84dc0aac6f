import { expect, test } from 'vitest';
import { detectFormat, isAcceptedFormat } from './image-format.ts';

const isoMedia = (major: string, ...compatible: string[]): string =>
  `\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${major}\0\0\0\0${compatible.join('')}`;

test.each([
  ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['PNG', '\x89PNG\r\n\x1a\n'],
  ['WebP', 'RIFF\x10\0\0\0WEBPVP8 '],
  ['GIF', 'GIF89a'],
  ['HEIC', isoMedia('heic', 'mif1', 'heic')],
  ['HEIC', isoMedia('mif1', 'mif1', 'miaf')],
  ['AVIF', isoMedia('avif', 'avif', 'mif1')],
  ['AVIF', isoMedia('mif1', 'avif')],
  ['MP4', isoMedia('isom', 'iso2', 'mp41')],
  ['TIFF', 'II*\0\x08\0\0\0'],
  ['TIFF', 'MM\0*\0\0\0\x08'],
  ['PDF', '%PDF-1.7'],
  ['BMP', 'BM\x36\0\0\0'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['SVG', '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg:svg>'],
  [null, '<!doctype html><html><svg></svg></html>'],
  [null, 'payé le 3 mai'],
  [null, ''],
])('%s is told from %j', (format, text) => {
  expect(detectFormat(Buffer.from(text, 'latin1'))).toBe(format);
});

test('only three formats are accepted', () => {
  const all = ['JPEG', 'PNG', 'WebP', 'GIF', 'HEIC', 'AVIF', 'SVG', 'TIFF', 'PDF'];
  expect(all.filter(isAcceptedFormat)).toEqual(['JPEG', 'PNG', 'WebP']);
});
