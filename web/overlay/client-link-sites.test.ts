import { describe, expect, test } from 'vitest';
import { STANDING_STATES } from '#shared/directory/standing-states.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { CLIENT_LINKS, listedDomain } from './client-link-sites.ts';
import { OVERLAY_SENTENCES } from './overlay-text.ts';

const mturk = CLIENT_LINKS.find(({ domain }) => domain === 'mturk.com');

test.each([
  ['https://worker.mturk.com/requesters/A3SNNXCN1NKXYA/projects?ref=w_pl_prvw', 'A3SNNXCN1NKXYA'],
  ['https://worker.mturk.com/requesters/A3SNNXCN1NKXYA', 'A3SNNXCN1NKXYA'],
  ['https://www.mturk.com/mturk/searchbar?x=1&requesterId=A3SNNXCN1NKXYA', 'A3SNNXCN1NKXYA'],
  ['https://worker.mturk.com/projects/3ABC/tasks', null],
  ['https://worker.mturk.com/requesters/', null],
  ['https://worker.mturk.com/requesters/a3snnx', null],
  [`https://worker.mturk.com/requesters/A${'9'.repeat(40)}`, null],
])('%s leads to the client %s', (href, id) => {
  expect(mturk?.idIn(href)).toBe(id);
});

test.each([
  ['mturk.com', 'mturk.com'],
  ['worker.mturk.com', 'mturk.com'],
  // A host name may identify its user: only the listed domain is requested.
  ['nadia.shops.example', 'shops.example'],
  ['a.deep.shops.example', 'deep.shops.example'],
  ['notmturk.com', null],
  ['mturk.com.evil.example', null],
])('%s is a page of %s', (host, domain) => {
  expect(listedDomain(host, ['mturk.com', 'shops.example', 'deep.shops.example'])).toBe(domain);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(STANDING_STATES)('"%s" has the name that the site gives it', (state) => {
    expect(OVERLAY_SENTENCES[language].states[state]).toBe(standingName(state, language));
  });
});
