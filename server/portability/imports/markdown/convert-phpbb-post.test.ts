import { describe, expect, test } from 'vitest';
import { renderPost } from '#server/community/forum/render-post.ts';
import { convertPhpbbPost } from './convert-phpbb-post.ts';

const surroundings = { members: new Map(), domains: new Set<string>(), origin: null };
const text = (stored: string, uid = ''): string => convertPhpbbPost(stored, uid).text;

// Imported posts must say the same here, in Markdown.
describe('texts of phpBB 3.2 and later, kept as XML', () => {
  test.each([
    ['plain', '<t>Bonjour<br/>\nà tous &lt;3 &amp; merci</t>', 'Bonjour\nà tous <3 & merci'],
    [
      'bold',
      '<r><B><s>[b]</s>gras<e>[/b]</e></B> et <I><s>[i]</s>penché<e>[/i]</e></I></r>',
      '**gras** et *penché*',
    ],
    ['a smiley', '<r>Oui <E>:)</E> <EMOJI seq="1f600" tseq="1f600">😀</EMOJI></r>', 'Oui :) 😀'],
    [
      'a link',
      '<r><URL url="https://a.example/x_y?z=1&amp;b=2"><LINK_TEXT text="https://a.example/…">https://a.example/x_y?z=1&amp;b=2</LINK_TEXT></URL></r>',
      'https://a.example/x_y?z=1&b=2',
    ],
    [
      'a link with words',
      '<r><URL url="https://a.example/(1)"><s>[url=https://a.example/(1)]</s>le [site]<e>[/url]</e></URL></r>',
      String.raw`[le \[site\]](https://a.example/%281%29)`,
    ],
    [
      'a quote of a known post',
      '<r><QUOTE author="Aïna" post_id="12" time="1" user_id="7"><s>[quote=Aïna post_id=12 time=1 user_id=7]</s>Payée<br/>\nhier<e>[/quote]</e></QUOTE>\n\nMerci</r>',
      '> [Aïna](import:post/12)\n> Payée\n> hier\n\nMerci',
    ],
    [
      'a quote in a quote',
      '<r><QUOTE author="A"><s>[quote=A]</s><QUOTE author="B b"><s>[quote="B b"]</s>un<e>[/quote]</e></QUOTE>deux<e>[/quote]</e></QUOTE>trois</r>',
      '> **A**\n>\n> > **B b**\n> > un\n>\n> deux\n\ntrois',
    ],
    [
      'a list',
      '<r><LIST><s>[list]</s><LI><s>[*]</s>un</LI>\n<LI><s>[*]</s><B><s>[b]</s>deux<e>[/b]</e></B></LI><e>[/list]</e></LIST></r>',
      '- un\n- **deux**',
    ],
    [
      'code',
      '<r><CODE><s>[code]</s>a[i] = "```";\n*b*<e>[/code]</e></CODE></r>',
      '````\na[i] = "```";\n*b*\n````',
    ],
    [
      'a picture elsewhere',
      '<r><IMG src="http://i.example/a.png"><s>[img]</s><URL url="http://i.example/a.png">http://i.example/a.png</URL><e>[/img]</e></IMG></r>',
      'http://i.example/a.png',
    ],
    [
      'colours',
      '<r><COLOR color="red"><s>[color=red]</s>rouge<e>[/color]</e></COLOR></r>',
      'rouge',
    ],
  ])('%s', (_, stored, expected) => {
    expect(text(stored)).toBe(expected);
  });

  test('attached files stay behind, and that is said', () => {
    const stored =
      '<r>Voilà <ATTACHMENT filename="recu.png" index="0"><s>[attachment=0]</s>recu.png<e>[/attachment]</e></ATTACHMENT></r>';
    expect(convertPhpbbPost(stored, '')).toEqual({
      text: 'Voilà',
      notes: ['its attached files stay behind'],
    });
  });
});

describe('texts of phpBB 3.0 and 3.1, with a mark in each tag', () => {
  test.each([
    ['bold', '[b:1a2b3c]gras[/b:1a2b3c]', '**gras**'],
    [
      'a quote',
      '[quote=&quot;Jean&quot;:1a2b3c]Oui[/quote:1a2b3c]\nNon',
      '> **Jean**\n> Oui\n\nNon',
    ],
    [
      'a list',
      '[list=1:1a2b3c][*:1a2b3c]a[/*:m:1a2b3c][*:1a2b3c]b[/*:m:1a2b3c][/list:o:1a2b3c]',
      '1. a\n2. b',
    ],
    [
      'smilies and links',
      'Oui <!-- s:) --><img src="{SMILIES_PATH}/icon.gif" alt=":)" title="Smile" /><!-- s:) --> <!-- m --><a class="postlink" href="http://a.example/b?c=1&amp;d=2">http://a.example/b ... d=2</a><!-- m -->',
      'Oui :) http://a.example/b?c=1&d=2',
    ],
  ])('%s', (_, stored, expected) => {
    expect(text(stored, '1a2b3c')).toBe(expected);
  });
});

// Plain text must not become headings, lists, emphasis or markup.
describe('what was plain stays plain', () => {
  test.each([
    ['# pas un titre'],
    ['- pas une liste\n+ ni celle-ci\n1. ni 2) ça'],
    ['2 * 3 * 4 et a_b_c et _x_ et ~~y~~'],
    ['> pas une citation'],
    ['[b] seul, [/quote] et [inconnu]x[/inconnu]'],
    ['`pas de code` et \\ et &amp;amp; &#60;'],
    ['<script>alert(1)</script> <b onclick=x>'],
    ['---\n===\n~~~\nx'],
    ['[a](javascript:alert(1)) ![b](http://x.example/b.png)'],
  ])('%s', (words) => {
    const stored = `<t>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br/>\n')}</t>`;
    const { html } = renderPost(text(stored), surroundings);
    const read = html
      .replaceAll(/<a [^>]*>|<\/a>|<p dir="auto">|<\/p>/g, '')
      .replaceAll('<br>', '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    expect(read.trim()).toBe(words.trim());
    expect(html).not.toMatch(/<(?!\/?(?:p|a|br)\b)/);
  });

  test('ten thousand quotes within each other end, and are read', () => {
    const deep = `<r>${'[quote]'.repeat(10_000)}fond${'[/quote]'.repeat(10_000)}</r>`;
    const converted = text(deep);
    expect(converted).toContain('fond');
    expect(converted.length).toBeLessThan(1_000);
    expect(text(`<r>${'[b]'.repeat(20_000)}x`)).toContain('x');
    expect(text(`<t>${'[quote=&quot;'.repeat(20_000)}</t>`).length).toBeLessThan(400_000);
    expect(text('<img '.repeat(50_000), 'abc').length).toBeGreaterThan(0);
  });
});
