import { expect, test } from 'vitest';
import { messagesFor } from '#web/i18n/messages.ts';
import { debateOpeningIn } from './debate-opening.ts';

const { say, link } = messagesFor('fr').boycottThread;

test('the opening of a debate is read in the page’s language, and leads to that page', () => {
  const html = `<p>${say}</p><p><a href="/fr/boycotts/q7m5zknerc6d">${link}</a></p>`;
  const words = messagesFor('en').boycottThread;
  expect(debateOpeningIn('en', html)).toBe(
    `<p>${words.say}</p><p><a href="/en/boycotts/q7m5zknerc6d">${words.link}</a></p>`,
  );
  expect(debateOpeningIn('fr', html)).toBe(html);
});

test('a member’s words stay', () => {
  const html = '<p>Lire la proposition avant de voter : /fr/boycotts/q7m5zknerc6d</p>';
  expect(debateOpeningIn('en', html)).toBe(html);
});
