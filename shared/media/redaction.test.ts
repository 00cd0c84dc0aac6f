import { describe, expect, test } from 'vitest';
import { findBoxesToCover } from './redaction.ts';
import { findSpansToCover, isPersonal } from './redaction-rules.ts';
import type { FoundKind } from './redaction-spans.ts';
import type { OcrWord } from './ocr-words.ts';

function found(text: string): [FoundKind, string][] {
  return findSpansToCover(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

describe('what is personal in a text', () => {
  test.each<[FoundKind, string, string]>([
    ['iban', 'IBAN FR14 2004 1010 0505 0001 3M02 606', 'FR14 2004 1010 0505 0001 3M02 606'],
    ['iban', 'compte DE89370400440532013000.', 'DE89370400440532013000'],
    ['iban', 'BE68 5390 0754 7034', 'BE68 5390 0754 7034'],
    ['iban', 'BE68-5390-0754-7034', 'BE68-5390-0754-7034'],
    // Look-alikes: O for 0, S for 5, l for 1, B for 8.
    ['iban', 'DEB937O4OO44OS32Ol3OOO', 'DEB937O4OO44OS32Ol3OOO'],
    ['iban', 'IBAN DE89 3704 0044\n0532 0130 00', 'DE89 3704 0044\n0532 0130 00'],
    // With a wrong checksum it still counts. One misread digit: the checksum is wrong, the length
    // right.
    ['iban', 'IBAN DE89 3704 0044 0532 0130 01', 'DE89 3704 0044 0532 0130 01'],
    ['identifier', 'IBAN DE89 3704 0044 0532 0130', 'DE89 3704 0044 0532 0130'],
    ['iban', 'IBANFR76 3000 6000 0112 3456 7890 189', 'IBANFR76 3000 6000 0112 3456 7890 189'],
    ['card', 'carte 4242 4242 4242 4242', '4242 4242 4242 4242'],
    ['card', 'carte 4242424242424242', '4242424242424242'],
    ['card', 'Carte **** **** **** 1234', '**** **** **** 1234'],
    ['card', 'Visa •••• 1234', '•••• 1234'],
    ['card', '4970 XXXX XXXX 1234', '4970 XXXX XXXX 1234'],
    ['card', 'your card ending in 1234', '1234'],
    ['card', 'Carte enregistrée\ncooo coc0 1234', 'cooo coc0 1234'],
    // Without a valid check digit it is still a long number.
    ['identifier', '4242 4242 4242 4243', '4242 4242 4242 4243'],
    ['email', 'à jean.dupont@example.com.', 'jean.dupont@example.com'],
    ['email', 'jean.dupont @ example.com', 'jean.dupont @ example.com'],
    ['email', 'jean_d@example . com', 'jean_d@example . com'],
    ['email', 'jean.dupont©exemple.mg', 'jean.dupont©exemple.mg'],
    ['email', 'jean.dupontQgmail.com', 'jean.dupontQgmail.com'],
    ['email', 'jdupont a gmail.com', 'jdupont a gmail.com'],
    ['email', 'jean.dupontQexemple.fr', 'jean.dupontQexemple.fr'],
    ['email', 'jean _d5@exemple.fr', 'jean _d5@exemple.fr'],
    ['phone', 'au 06 12 34 56 78', '06 12 34 56 78'],
    ['phone', 'au 06.12.34.56.78', '06.12.34.56.78'],
    ['phone', 'au 06-12-34-56-78', '06-12-34-56-78'],
    ['phone', 'au +33 6 12 34 56 78', '+33 6 12 34 56 78'],
    ['phone', '0033 6 12 34 56 78', '0033 6 12 34 56 78'],
    ['phone', 'O6 l2 34 56 78', 'O6 l2 34 56 78'],
    ['phone', '034 12 345 67', '034 12 345 67'],
    ['phone', '(0341234567)', '0341234567'],
    ['phone', '+261 34 12 345 67', '+261 34 12 345 67'],
    ['phone', '+221 77 123 45 67', '+221 77 123 45 67'],
    ['phone', '77 123 45 67', '77 123 45 67'],
    ['phone', '771234567', '771234567'],
    ['phone', '+225 07 12 34 56 78', '+225 07 12 34 56 78'],
    ['phone', '+212 6 12 34 56 78', '+212 6 12 34 56 78'],
    ['phone', '70 12 34 56', '70 12 34 56'],
    ['phone', '+1 202 555 0143', '+1 202 555 0143'],
    ['phone', 'au 06 12 34\n56 78', '06 12 34\n56 78'],
    ['identifier', '9XK21345AB678901C', '9XK21345AB678901C'],
    // Not one dirham.
    ['identifier', 'ID 1DH91995BB2560K', '1DH91995BB2560K'],
    ['phone', 'at 07.45.71.59.04.', '07.45.71.59.04'],
    ['email', 'jean@courrier-du-\nsud.mg', 'jean@courrier-du-\nsud.mg'],
    ['identifier', 'TX-2024-000123', 'TX-2024-000123'],
    ['identifier', 'Ref : 12345', '12345'],
    ['identifier', 'Réf. A1B2', 'A1B2'],
    ['identifier', 'Trans ID: CI240512.1423.A12345', 'CI240512.1423.A12345'],
    ['identifier', 'N° de transaction\n5521', '5521'],
    ['identifier', 'reçu n° AB-12', 'AB-12'],
    ['identifier', 'BIC AGRIFRPP', 'AGRIFRPP'],
    ['code', 'Code XKPT-9F3Q-7LMD', 'XKPT-9F3Q-7LMD'],
    ['code', 'AQWE-RTYU-POIH-LKJG', 'AQWE-RTYU-POIH-LKJG'],
    ['code', 'Carte cadeau\nWERTZ POIUK LKJHG', 'WERTZ POIUK LKJHG'],
    ['code', 'Redeem: hG7kL2pQ9z', 'hG7kL2pQ9z'],
    ['code', 'Gutscheincode 8841 2209 5513', '8841 2209 5513'],
    ['code', 'Код: ABCD EFGH', 'ABCD EFGH'],
    ['address', 'Awa Diop\n14 rue des Tanneurs\n59000 Lille', '14 rue des Tanneurs'],
    ['address', 'Awa Diop\n14 rue des Tanneurs\n59000 Lille', '59000 Lille'],
    ['address', '742 Juniper Lane\nBoise, ID 83702', '742 Juniper Lane'],
    ['address', 'Bristol BS6 6LY', 'Bristol BS6 6LY'],
    ['address', 'Lindenstraße 27\n10969 Berlin', '10969 Berlin'],
    ['address', 'Calle Mayor 4, 2º B\n28012 Madrid', 'Calle Mayor 4, 2º B'],
    ['address', 'Rua das Flores, 210\nRecife - PE\n50030-150', 'Rua das Flores, 210'],
    ['address', 'Via Garibaldi 9\n40124 Bologna BO', 'Via Garibaldi 9'],
    ['address', 'ул. Садовая, д. 12\n190000 Санкт-Петербург', '190000 Санкт-Петербург'],
    ['address', '1016 GV Amsterdam', '1016 GV Amsterdam'],
    ['address', 'Lot II M 45\nAntananarivo 101', 'Antananarivo 101'],
    ['address', 'MG Road 12\nPune 411001', 'Pune 411001'],
    ['name', 'Awa Diop\n06 12 34 56 78', 'Awa Diop'],
    ['name', 'Xylanth de Quorb', 'Xylanth de Quorb'],
    ['name', 'Bonjour Jean,', 'Jean'],
    ['name', 'Dear Ms Jane Smith,', 'Ms Jane Smith'],
    ['name', 'Chère Awa Diop', 'Awa Diop'],
    ['name', 'De : Lalao Rabe', 'Lalao Rabe'],
    ['name', 'De\tLalao Rabe', 'Lalao Rabe'],
    ['name', 'From\nJane Smith', 'Jane Smith'],
    ['name', 'À : Jean-Louis d’Arc', 'Jean-Louis'],
    ['name', 'Titulaire du compte\nJean DUPONT', 'Jean DUPONT'],
    ['name', 'Bénéficiaire : Jean Dupont', 'Jean Dupont'],
    ['name', 'recu de RAKOTO Jean (0341234567)', 'RAKOTO Jean'],
    ['name', 'recu du 771234567 DIOP Awa. Ref: 12', 'DIOP Awa'],
    ['name', 'received from Jane Smith on', 'Jane Smith'],
  ])('%s: %s', (kind, text, part) => {
    expect(found(text)).toContainEqual([kind, part]);
  });

  test.each<[FoundKind, string, string]>([
    ['cents', '27,43 €', '43'],
    ['cents', '€1,234.50', '50'],
    ['cents', '1 234,50 €', '50'],
    ['cents', 'Net 12.30', '30'],
    ['cents', '27€43', '43'],
    // OCR error next to the currency.
    ['cents', '€85/.92', '92'],
    ['time', 'à 14:32', '14:32'],
    ['time', 'à 14h32', '14h32'],
    ['time', 'at 2:15 PM', '2:15 PM'],
    ['time', 'at 9 a.m.', '9 a.m.'],
    ['day', '12/05/2024', '12'],
    ['day', '2024-05-12', '12'],
    ['day', '12 mai 2024', '12'],
    ['day', 'dimanche 12 mai', 'dimanche 12'],
    ['day', '1er août 2024', '1er'],
    ['day', 'May 12, 2024', '12'],
    ['day', '12 déc. 2024', '12'],
    ['day', '05/23/2024', '23'],
    // Ambiguous in English: both parts are covered.
    ['day', 'You received on 05/12/2024', '05/12'],
  ])('proposed %s: %s', (kind, text, part) => {
    expect(found(text)).toContainEqual([kind, part]);
    expect(isPersonal(kind)).toBe(false);
  });

  test.each([
    '27 500 Ar',
    '2 500 000 FCFA',
    '12000 FCFA',
    '27500000 Ar',
    'Solde : 103 250 Ar.',
    'En 2024, de nouvelles missions',
    'du mois de mai 2024',
    'De nouvelles tâches arrivent',
    'De Paris à Lyon en train',
    'Vous avez de la chance',
    'Cher client, merci de votre confiance.',
    'Dear customer, thank you.',
    'Bonjour, votre paiement est parti.',
    'paiement de 27 500 Ar envoyé',
    'virement de 1 234 euros',
    '92,50 % des paiements',
    'le paiement de mai',
    'version 2.1.3',
    'sous 48 heures, 3 jours',
    'transaction terminée',
    'Frais : 0 €',
    'www.plateforme.com',
    'https://example.org/aide',
    'from Orange Money',
    'Mai 2024 : 120 tâches',
    'Paiement Reçu',
    'Code promo',
    'Gift card',
    'Total 45',
    'Account Settings',
  ])('nothing: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('the name of the platform stays', () => {
    const text = 'From\nClick Master';
    expect(found(text)).toEqual([['name', 'Click Master']]);
    expect(findSpansToCover(text, { keep: ['Click Master'] })).toEqual([]);
  });
});

describe('a pasted message', () => {
  const message =
    'Vous avez recu 27 500 Ar de RAKOTO Jean (0341234567) le 12/05/24 a 14:32. Nouveau solde: 103 250 Ar. Ref: 1234567890';

  test('holds what is paid, and of who what is found', () => {
    expect(found(message)).toEqual([
      ['name', 'RAKOTO Jean'],
      ['phone', '0341234567'],
      ['day', '12'],
      ['time', '14:32'],
      ['identifier', '1234567890'],
    ]);
  });

  test.each(['*', '•', 'a', 'a.', '1', '1 ', 'Aa ', '€1', 'ref '])(
    'a long row of %j is worked through, not guessed at',
    (unit) => {
      // Regular expressions with catastrophic backtracking would take minutes, past the time-out.
      expect(Array.isArray(findSpansToCover(unit.repeat(4000)))).toBe(true);
    },
  );
});

describe('what is personal in a picture', () => {
  const word = (text: string, left: number, top: number, line: number): OcrWord => ({
    text,
    box: { left, top, width: text.length * 10, height: 16 },
    line,
  });

  test('one box over the words of an IBAN, with room around', () => {
    const words = ['BE68', '5390', '0754', '7034'].map((text, index) =>
      word(text, 100 + index * 50, 40, 0),
    );
    const findings = findBoxesToCover(words);
    expect(findings.map(({ kind, certain }) => [kind, certain])).toEqual([['iban', true]]);
    expect(findings[0]?.box.left).toBeLessThan(100);
    expect(findings[0]?.box.top).toBeLessThan(40);
    expect((findings[0]?.box.left ?? 0) + (findings[0]?.box.width ?? 0)).toBeGreaterThan(290);
  });

  test('two boxes where it goes on in the next line', () => {
    const words = [
      word('DE89', 20, 40, 0),
      word('3704', 70, 40, 0),
      word('0044', 120, 40, 0),
      word('0532', 20, 64, 1),
      word('0130', 70, 64, 1),
      word('00', 120, 64, 1),
    ];
    const findings = findBoxesToCover(words);
    expect(findings.map(({ kind }) => kind)).toEqual(['iban', 'iban']);
  });

  test('a name far right of its label, read as another line', () => {
    const words = [word('De', 20, 40, 0), word('Lalao', 300, 41, 1), word('Rabe', 360, 41, 1)];
    expect(findBoxesToCover(words).map(({ kind }) => kind)).toEqual(['name']);
  });

  test('the decimals alone, the rest of the amount stays in sight', () => {
    const [cents] = findBoxesToCover([word('1234,56', 100, 40, 0), word('€', 180, 40, 0)]);
    expect(cents?.kind).toBe('cents');
    expect(cents?.certain).toBe(false);
    expect(cents?.box.left).toBeGreaterThan(138);
  });

  test('nothing in nothing', () => {
    expect(findBoxesToCover([])).toEqual([]);
  });
});
