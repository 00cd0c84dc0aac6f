import { describe, expect, test } from 'vitest';
import { HARMLESS_WORDS } from './harmless-word-list.ts';
import { isHarmlessText } from './harmless-words.ts';

/** Names, streets and months; some differ by one letter from a word of the list. */
const NAMES =
  'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard Andre Mercier Dupont Lambert Bonnet Francois Martinez Legrand Garnier Faure Rousseau Blanc Guerin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clement Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gerard Marchand Montand Place Page Day Price Mark Grace Hope Will May April June Bill Rich Cash Case Best Cook Banks Jobs Gift Swift Blessing Success Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Lee White Harris Clark Lewis Young Walker Hall Allen King Wright Hill Green Adams Nelson Baker Carter Mitchell Turner Parker Evans Edwards Collins Stewart Morris Rogers Reed Bell Murphy Bailey Cooper Gonzalez Rodriguez Fernandez Perez Gomez Ruiz Diaz Moreno Alvarez Romero Navarro Torres Dominguez Vazquez Ramos Gil Serrano Blanco Molina Castro Ortega Rubio Marin Sanz Iglesias Cruz Paz Rey Mayor Silva Santos Oliveira Souza Pereira Lima Carvalho Almeida Ferreira Ribeiro Rocha Dias Reis Valente Costa Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Neumann Schwarz Zimmermann Braun Hofmann Kaufmann Zahl Kurz Lang Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Della Delle Dalla Costa Giordano Mancini Rizzo Lombardi Moretti Иванов Смирнов Кузнецов Попов Соколов Лебедев Вера Надежда Любовь Владимир محمد أحمد علي حسن سعيد كريم صالح ناجح مبارك أمين جميل Rakoto Rabe Razafy Diop Ndiaye Fall Sow Ba Traore Keita Nguyen Tran Le_Thi Kim Park Wang Chen Neto Gross Massimo Can Kunde Tasso Corso Carta Denaro Ville Benvenuto Alla على Pinheiro Hélio Concetto Proietti Bienvenu Carreira Speicher Stannard Giomi Criado Steuer Salva Uma Una Ola Iva Sim Son Von Hold Held Way Weg Camino Caminho Chemin Route Payer Lance Bozza Fertig Bald Libere Liberato Liberata Clos Corso Lista Argent rue avenue boulevard street road calle strasse via rua улица شارع janvier mars mai août march december enero marzo januar марта يناير'.split(
    ' ',
  );

describe('harmless words', () => {
  test.each([
    'Montant',
    'REÇU',
    'Statut :',
    'terminé',
    'Completed',
    'c0mpleted',
    'cornpleted',
    'Compieted',
    'pendiente',
    'Concluído',
    'abgeschlossen',
    'Überweisung',
    'Commissione',
    'Статус',
    'Завершён',
    'مكتمل',
    'الدقعة',
    'الإعدادات',
    'l’envoi',
    'd’attente',
    'EUR',
    'FCFA',
  ])('%s', (text) => {
    expect(isHarmlessText(text)).toBe(true);
  });

  test('no name, street or month is one, whatever slips are tolerated', () => {
    expect(
      NAMES.map((name) => name.replace('_', ' ')).filter((name) => isHarmlessText(name)),
    ).toEqual([]);
  });

  test.each(['J', 'D.', '12', 'A1', 'jean@total', 'Total2', 'Balzac', 'Motant'])(
    'not %s',
    (text) => {
      expect(isHarmlessText(text)).toBe(false);
    },
  );

  test('the list is small, a third of this on the wire, and without doubles', () => {
    const words = HARMLESS_WORDS.split(' ');
    expect(new Set(words).size).toBe(words.length);
    expect(new TextEncoder().encode(HARMLESS_WORDS).length).toBeLessThan(20 * 1024);
  });
});
