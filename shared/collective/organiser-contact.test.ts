import { expect, test } from 'vitest';
import { isEmailAddress, readContact } from './organiser-contact.ts';

/** Which addresses organisers can give: those that a mail program or a browser opens, and no others. */

test.each([
  ['collectif@exemple.org', 'collectif@exemple.org'],
  ['https://exemple.org/contact', 'https://exemple.org/contact'],
  ['https://exemple.org', 'https://exemple.org/'],
  ['http://exemple.org', null],
  ['javascript:alert(1)', null],
  ['mailto:collectif@exemple.org', null],
  ['https://nous@exemple.org', null],
  ['06 12 34 56 78', null],
  ['', null],
])('%j is read as %j', (typed, read) => {
  expect(readContact(typed)).toBe(read);
});

test('mail is told from a page', () => {
  expect(isEmailAddress('collectif@exemple.org')).toBe(true);
  expect(isEmailAddress('https://exemple.org/')).toBe(false);
});
