import type { People } from './people.ts';

const words = (text: string): string[] => text.split(' ');

/** Names and places of the screens that were held out once. */
export const EARLIER_PEOPLE: People = {
  names: [
    [words('Maëlys Augustin Solène Baptiste'), words('Delacourt Fontaine Marchand Roux')],
    [words('Imogen Rufus Hope Declan'), words('Blackwood Page Fairchild Day')],
    [words('Rocío Hernán Marisol Gonzalo'), words('Zúñiga Del_Río Quintana Paz')],
    [words('Iracema Otávio Jussara Nuno'), words('Cavalcanti Valente Guimarães Reis')],
    [words('Friedrich Ulrike Detlef Saskia'), words('Kaufmann Zahl Grünwald Neumann')],
    [words('Ludovica Ettore Fiorella Sandro'), words('Ferrara Conti Della_Valle Esposito')],
    [words('Faniry Onja Solofo Hanitra'), words('Rabemananjara Ratsimba Raharison Andry')],
    [words('Wanjiku Chidi Zainab Thabo'), words('Adeyemi Kamau Nkosi Bello')],
    [words('كريم نادية هشام سلمى'), words('بنجلون الفاسي التازي قاسم')],
    [words('Владимир Екатерина Тимур Галина'), words('Лебедев Соколова Ахметов Ткаченко')],
    [words('さくら 健太 陽子 大輔'), words('佐藤 鈴木 高橋 渡辺')],
    [words('สมชาย มาลี ประยุทธ์ กมล'), words('ใจดี ศรีสุข วงศ์ทอง บุญมา')],
  ],
  addresses: [
    ['Résidence Les Glycines, bât. C', '8 allée des Cerisiers', '69330 Meyzieu'],
    ['1609 N Prospect Ave #12', 'Milwaukee, WI 53202-2417'],
    ['The Old Bakery, Church Hill', 'Totnes TQ9 5QE'],
    ['Am Alten Markt 4 b', '96052 Bamberg'],
    ['Avda. de la Constitución 112, 5º B', '41001 Sevilla'],
    ['Travessa do Carmo 7, R/C Dto', '1200-094 Lisboa'],
    ['Corso Vittorio Emanuele II, 33', '10123 Torino TO'],
    ['Logement 233 Cité des 67 Ha Sud', '101 Tananarive'],
    ['пр-т Ленина, 88-15', 'г. Екатеринбург 620075'],
    ['حي السلام، زنقة 7، رقم 21', 'الدار البيضاء 20250'],
    ['Plot 41, Sector 9, Vashi', 'Navi Mumbai 400 703'],
    ['Keizerstraat 5 bus 2', '2000 Antwerpen'],
  ],
  handles: words('maelys.d rufusb_04 @wanjiku.k hanitra-r ettoreferrara nunoreis @solofo'),
};
