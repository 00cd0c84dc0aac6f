import { expect, test } from 'vitest';
import { parseAddressTarget } from './subject-at-address.ts';

const ID = '3k9x0a1b2c3d';

test.each([
  [`/fr/preuves/${ID}`, { kind: 'payout', id: ID }],
  [`/en/proofs/${ID}?done=published#top`, { kind: 'payout', id: ID }],
  [`/fr/forum/messages/${ID}`, { kind: 'post', id: ID }],
  [`/en/forum/posts/${ID}/history`, { kind: 'post', id: ID }],
  [`/fr/forum/sujets/${ID}?page=2#m31`, { thread: ID, place: 31 }],
  [`/fr/forum/sujets/${ID}`, null],
  [`/fr/plateformes/appen#review-${ID}`, { kind: 'review', id: ID }],
  [`/fr/plateformes/appen/avis#review-${ID}`, { kind: 'review', id: ID }],
  [`/en/platforms/appen/about#incident-${ID}`, { kind: 'incident', id: ID }],
  [`/fr/plateformes/appen?avis=2#incident-${ID}`, { kind: 'incident', id: ID }],
  [`/fr/plateformes/appen#guess-${ID}`, null],
  [`/en/clients/lab#review-${ID}`, { kind: 'client-review', id: ID }],
  [`/en/clients/lab#guess-${ID}`, { kind: 'guess', id: ID }],
  [`/fr/taches/${ID}#report-${ID}`, null],
  [`/fr/plateformes/appen#reply-${ID}`, { kind: 'reply', id: ID }],
  [`/fr/repondre?reponse=${ID}`, { kind: 'reply', id: ID }],
  [`/fr/verifications/${ID}`, { check: ID }],
  [`/en/boycotts/${ID}`, { kind: 'boycott', id: ID }],
  [`/fr/boycotts/${ID}/versions`, { kind: 'boycott', id: ID }],
  ['/files/ab12cd/reading.webp', { picture: 'ab12cd' }],
  ['/fr/plateformes/appen', null],
  ['/fr/plateformes/appen#avis', null],
  ['/fr/regles', null],
  ['/fr', null],
])('%s points at %j', (place, pointer) => {
  expect(parseAddressTarget(place)).toEqual(pointer);
});
