import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** The page on the rule is read by a worker: three pictures, ten sentences, formulas out of the way. */

const MAX_WORDS = 15;
const JARGON =
  /statut|médian|seuil|échantillon|probabilit|intervalle|pondér|standing|median|threshold|sample|probability|interval|weight/i;

let site: TestApp;

beforeAll(async () => {
  site = await createTestApp();
});

describe.each(['/fr/statuts', '/en/standings'])('%s', (path) => {
  const read = async (): Promise<{ told: string; checked: string }> => {
    const { body } = await site.get(path);
    const [told = '', checked = ''] = body
      .replaceAll(/[\u00a0\u202f]/g, ' ')
      .split('<details class="fold" id="verify">');
    return { told, checked };
  };

  test('has three pictures, each with a name and its content in words', async () => {
    const { told } = await read();
    const pictures = told.match(/<figure class="rule-picture">.*?<\/figure>/gs) ?? [];
    expect(pictures).toHaveLength(3);
    for (const picture of pictures) {
      const [, name] = /aria-labelledby="([^"]+)"/.exec(picture) ?? [];
      const [, content] = /aria-describedby="([^"]+)"/.exec(picture) ?? [];
      expect(picture).toMatch(new RegExp(`<title id="${name}">[^<]{10,}`));
      expect(picture).toMatch(new RegExp(`<desc id="${content}">[^<]{60,}`));
    }
  });

  test('has ten short sentences in plain words, numbered through', async () => {
    const { told } = await read();
    const lists = [...told.matchAll(/<ol start="(\d+)">(.*?)<\/ol>/gs)];
    const sentences = lists.map(([, , list = '']) =>
      [...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, text = '']) => text),
    );
    expect(sentences.flat()).toHaveLength(10);
    const starts = lists.map(([, start]) => Number(start));
    expect(starts).toEqual([
      1,
      1 + sentences.slice(0, 1).flat().length,
      1 + sentences.slice(0, 2).flat().length,
    ]);
    for (const sentence of sentences.flat()) {
      const words = sentence.split(' ').filter((word) => /[\p{L}\d]/u.test(word));
      expect(words.length, sentence).toBeLessThanOrEqual(MAX_WORDS);
      expect(sentence).not.toMatch(JARGON);
    }
  });

  test('has its formulas, its example and the findings that platforms link to in the details', async () => {
    const { told, checked } = await read();
    for (const id of ['report', 'conditions', 'example', 'campaigns']) {
      expect(told).not.toContain(`id="${id}"`);
      expect(checked).toContain(`id="${id}"`);
    }
    expect(told).not.toContain('class="formula"');
    expect(checked).toContain('class="formula"');
  });

  test('says of no number that it is none', async () => {
    const { told, checked } = await read();
    expect(told + checked).not.toMatch(/NaN|undefined/);
  });
});
