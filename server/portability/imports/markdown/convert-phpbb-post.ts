import { decodeHTMLStrict } from 'entities';
import { convertBbcode, type ConvertedText } from './convert-bbcode.ts';

/**
 * Converts a text as phpBB stores it to Markdown: from 3.2 on XML around the BBCode; before that
 * BBCode with a uid in each tag, and HTML for smilies and links.
 */
export function convertPhpbbPost(stored: string, uid: string): ConvertedText {
  const isXml = /^<[rt]>/.test(stored);
  return convertBbcode(isXml ? bbcodeOfXml(stored) : bbcodeOfMarked(stored, uid));
}

/** Removes the XML tags; their content is the text as typed, including BBCode. */
function bbcodeOfXml(xml: string): string {
  return decodeHTMLStrict(
    xml.replaceAll(/<br\/?>\n?/g, '\n').replaceAll(/<[a-z/!?][^>]{0,5000}>/gi, ''),
  );
}

function bbcodeOfMarked(stored: string, uid: string): string {
  const marked = /^[0-9a-z]{1,10}$/i.test(uid)
    ? stored
        .replaceAll(`:${uid}`, '')
        .replaceAll(/\[\/(list):[ou]\]/g, '[/$1]')
        .replaceAll('[/*:m]', '[/*]')
    : stored;
  return decodeHTMLStrict(
    marked
      .replaceAll(/<!-- (?:s\S{0,50}|[melw]) -->/g, '')
      .replaceAll(/<img [^>]{0,500}?alt="([^">]{0,100})"[^>]{0,300}>/g, '$1')
      .replaceAll(/<a [^>]{0,300}?href="mailto:[^">]{0,300}"[^>]{0,300}>([^<]{0,300})<\/a>/g, '$1')
      .replaceAll(/<a [^>]{0,300}?href="([^">]{0,2000})"[^>]{0,300}>[^<]{0,2000}<\/a>/g, '$1')
      .replaceAll(/<br ?\/?>\n?/g, '\n'),
  );
}
