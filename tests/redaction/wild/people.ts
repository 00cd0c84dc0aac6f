import type { ScreenLanguage } from './labels.ts';

/** Names and places that the bench draws from. */
export type People = {
  /** First names and surnames of one language; scripts other than Latin are written natively. */
  names: readonly (readonly [first: readonly string[], last: readonly string[]])[];
  /** Postal addresses, one line an entry. */
  addresses: readonly (readonly string[])[];
  handles: readonly string[];
  /** Gift codes; without a list they are invented. */
  codes?: readonly string[];
  platforms?: readonly string[];
  /** States of a payment; without a list those of the labels. */
  states?: Readonly<Record<ScreenLanguage, readonly string[]>>;
};

const words = (text: string): string[] => text.split(' ');

export const PEOPLE: People = {
  names: [
    [
      words('Camille Benoît Élodie Thérèse Gaël Inès'),
      words('Lemoine Perrault Vasseur Chevalier Guérin Lacroix'),
    ],
    [
      words('Harriet Oliver Daisy Callum Grace Mark'),
      words('Whitfield Ashworth Price Hughes Bennett Rowe'),
    ],
    [
      words('Lucía Javier Ximena Andrés Pilar Iker'),
      words('Fuentes Carrasco Peña Villalobos Ibáñez Cano'),
    ],
    [
      words('Beatriz João Tainá Rui Conceição Caio'),
      words('Figueiredo Assunção Teixeira Moraes Queiroz Lobo'),
    ],
    [
      words('Jürgen Heike Anneliese Torsten Birgit Uwe'),
      words('Schröder Baumgartner Weiß Vogel Kühn Eberhardt'),
    ],
    [
      words('Giulia Matteo Chiara Raffaele Ginevra Enzo'),
      words('Bianchi Colombo Rizzo De_Luca Mancini Fabbri'),
    ],
    [
      words('Lalaina Voahangy Ndriana Haja Mialy Tahina'),
      words('Rakotonirina Andriamampianina Rasoanaivo Razanakoto Ravelo Randria'),
    ],
    [
      words('Aminata Ousmane Ndèye Kofi Adjoa Yao'),
      words('Sarr Cissé Mensah Konaté Touré Boateng'),
    ],
    [
      words('محمد فاطمة يوسف خديجة عبد_الرحمن ليلى'),
      words('العلوي الحسني بناني المنصوري الخطيب السعيد'),
    ],
    [
      words('Александр Наталья Дмитрий Ольга Сергей Юлия'),
      words('Иванов Смирнова Кузнецов Попова Васильев Морозова'),
    ],
    [words('伟 秀英 建国 丽华 志强 小红'), words('王 李 张 陈 欧阳 刘')],
    [words('अनिता राजेश सुनीता विकास पूजा अमित'), words('शर्मा वर्मा गुप्ता पाटिल नायर सिंह')],
  ],
  addresses: [
    ['14 rue des Tanneurs', '59000 Lille'],
    ['3 bis, impasse du Moulin', '31400 Toulouse', 'France'],
    ['742 Juniper Lane, Apt 5B', 'Boise, ID 83702'],
    ['Flat 2, 18 Ashgrove Road', 'Bristol BS6 6LY'],
    ['Lindenstraße 27', '10969 Berlin'],
    ['C/ Embajadores 48, 3º izq.', '28012 Madrid'],
    ['Rua das Laranjeiras, 210 ap. 402', 'Rio de Janeiro - RJ', '22240-003'],
    ['Via Garibaldi 9, int. 4', '40124 Bologna BO'],
    ['Lot II M 45 Andravoahangy', 'Antananarivo 101'],
    ['ул. Садовая, д. 12, кв. 34', '190000 Санкт-Петербург'],
    ['12 شارع الحسن الثاني', 'الرباط 10000'],
    ['Flat 12, Shanti Apartments, MG Road', 'Pune 411001'],
    ['Prinsengracht 263-3', '1016 GV Amsterdam'],
  ],
  handles: words('@camille.lm lalaina_r harriet-w88 jschroeder giu.bianchi tahina261 @kofi_mensah'),
};
