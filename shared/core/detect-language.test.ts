import { expect, test } from 'vitest';
import { detectLanguage } from './detect-language.ts';

test.each<[string, 'fr' | 'en' | null]>([
  ['Bonjour, mon retrait de fin de mois n’est toujours pas là.', 'fr'],
  ['Plus une tâche pour Grappe Express à ce prix', 'fr'],
  ['Où en est votre paiement ?', 'fr'],
  ['PAYÉE À CHAQUE FOIS, MAIS PEU DE TÂCHES LE SOIR ET RIEN LE MATIN.', 'fr'],
  ['J’attends depuis trente jours, et vous ?', 'fr'],
  ['They have not paid me for the second batch.', 'en'],
  ['Does it pay? I am still waiting.', 'en'],
  // A French name in an English sentence, and the reverse.
  ['The app of Foule Factory does not pay for what it asks.', 'en'],
  ['Le bouton « Withdraw » ne marche pas sur mon téléphone, et vous ?', 'fr'],
  // Too short to tell.
  ['', null],
  ['Merci', null],
  ['Clickworker', null],
  ['12,50 € le 3/11', null],
  ['👍👍👍', null],
  // Mixed languages, and neither.
  ['The payment is late. Je ne sais pas pourquoi, et vous ?', null],
  ['No me han pagado desde hace un mes, ¿y a vosotros?', null],
  ['Tsy mbola nahazo karama aho hatramin’izao', null],
  ['لم أستلم أجري منذ شهر', null],
  ['Ich warte seit einem Monat auf mein Geld.', null],
])('%s', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});
