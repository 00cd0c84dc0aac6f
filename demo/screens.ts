import type { Random } from './random.ts';
import { SHEET_HEIGHT, SHEET_WIDTH, type Sheet } from './sheet.ts';

/** What can be read on a screenshot: the rest is covered, as a careful member does. */
export type Legible = {
  readonly platform: string;
  /** "27,██ €" */
  readonly amount: string;
};

export type Screen = (sheet: Sheet, shown: Legible, random: Random) => void;

const MARGIN = 32;
const WIDE = SHEET_WIDTH - 2 * MARGIN;
/** A snapshot of the demo is used for months: no drawing names one. */
const HIDDEN_DATE = '██ ██████';
const RED = '#d0342c';

const bars = (count: number): string => '█'.repeat(count);

/** A wallet's page about one payment. */
export const wallet: Screen = (sheet, { platform, amount }, random) => {
  const { theme, text, box, circle, line } = sheet;
  drawStatusBar(sheet, random);
  drawTitle(sheet, 'Détails du paiement');
  circle(SHEET_WIDTH / 2, 210, 48, theme.accent);
  const initial = platform.slice(0, 1).toUpperCase();
  text(SHEET_WIDTH / 2, 227, initial, {
    size: 36,
    color: theme.onAccent,
    bold: true,
    align: 'center',
  });
  text(SHEET_WIDTH / 2, 312, platform, { size: 23, bold: true, align: 'center' });
  text(SHEET_WIDTH / 2, 396, `+${amount}`, { size: 44, bold: true, align: 'center' });
  line('M190 446l9 9 17-19', { color: theme.good, width: 5 });
  text(232, 455, 'Terminé', { size: 19, color: theme.good, bold: true });
  drawRows(sheet, 510, [
    ['Date', HIDDEN_DATE],
    ['Type', 'Paiement reçu'],
    ['De', platform],
    ['À', bars(6)],
    ['Adresse', bars(9)],
    ['Frais', random.chance(0.7) ? '0,00 €' : bars(3)],
    ['Numéro', bars(7)],
  ]);
  box(MARGIN, 985, WIDE, 56, { fill: theme.accent, radius: 28 });
  text(SHEET_WIDTH / 2, 1020, 'Virer vers ma banque', {
    size: 19,
    color: theme.onAccent,
    bold: true,
    align: 'center',
  });
};

/** A bank's list of operations: all covered but one, which is circled by hand. */
export const bank: Screen = (sheet, { platform, amount }, random) => {
  const { theme, text, box, line } = sheet;
  box(0, 0, SHEET_WIDTH, 300, { fill: theme.accent });
  drawStatusBar(sheet, random, theme.onAccent);
  text(MARGIN, 128, 'Compte courant', { size: 22, color: theme.onAccent });
  text(MARGIN, 212, `${bars(4)} €`, { size: 38, color: theme.onAccent, bold: true });
  text(MARGIN, 262, `Solde au ${HIDDEN_DATE}`, { size: 17, color: theme.onAccent });
  box(MARGIN / 2, 330, SHEET_WIDTH - MARGIN, 740, { fill: theme.card, radius: 18 });
  text(MARGIN, 384, 'Opérations', { size: 22, bold: true });
  // High enough to be seen where only the top of a picture is shown.
  const shown = random.int(0, 1);
  for (let row = 0; row < 6; row += 1) {
    const y = 450 + row * 104;
    if (row > 0) box(MARGIN, y - 44, WIDE, 2, { fill: theme.line });
    if (row === shown) {
      text(MARGIN, y, `Virement ${platform}`, { size: 19, bold: true });
      text(MARGIN, y + 34, HIDDEN_DATE, { size: 16, color: theme.quiet });
      text(SHEET_WIDTH - MARGIN, y + 34, `+${amount}`, {
        size: 20,
        color: theme.good,
        bold: true,
        align: 'right',
      });
      const [top, bottom] = [y - 38, y + 52];
      line(
        `M40 ${y}C30 ${top - 8} 500 ${top - 14} 520 ${y + 4}S60 ${bottom + 16} 22 ${y + 26} 90 ${top + 4} 150 ${top}`,
        { color: RED, width: 5 },
      );
    } else {
      text(MARGIN, y, bars(random.int(6, 11)), { size: 19 });
      text(MARGIN, y + 34, bars(3), { size: 16 });
      text(SHEET_WIDTH - MARGIN, y + 34, bars(random.int(3, 4)), { size: 20, align: 'right' });
    }
  }
};

/** The text messages that a mobile money service sends. */
export const mobileMoney: Screen = (sheet, { platform, amount }, random) => {
  const { theme, text, box, circle } = sheet;
  drawStatusBar(sheet, random);
  drawTitle(sheet, '');
  circle(110, 104, 26, theme.accent);
  text(110, 112, 'M', { size: 20, color: theme.onAccent, bold: true, align: 'center' });
  text(152, 112, 'Mobile Money', { size: 22, bold: true });
  const bubbles: string[][] = [
    [`Solde : ${bars(4)}`, `Réf. ${bars(6)}`],
    [
      'Vous avez reçu',
      amount,
      `de ${platform}`,
      `le ${HIDDEN_DATE}.`,
      `Frais : 0.`,
      `Nouveau solde : ${bars(4)}`,
      `Réf. ${bars(7)}`,
    ],
    [`Retrait de ${bars(4)}`, `chez ${bars(6)}`, `Réf. ${bars(6)}`],
  ];
  let y = 190;
  for (const bubble of bubbles) {
    box(MARGIN, y, 400, bubble.length * 42 + 34, { fill: theme.card, radius: 22 });
    for (const [index, row] of bubble.entries()) {
      const strong = row === amount;
      text(MARGIN + 26, y + 48 + index * 42, row, { size: strong ? 25 : 19, bold: strong });
    }
    y += bubble.length * 42 + 34;
    text(MARGIN + 8, y + 28, HIDDEN_DATE, { size: 14, color: theme.quiet });
    y += 62;
  }
  box(MARGIN, SHEET_HEIGHT - 100, WIDE, 60, { fill: theme.line, radius: 30 });
  text(MARGIN + 28, SHEET_HEIGHT - 63, 'Message', { size: 18, color: theme.quiet });
};

/** A platform's own list of what it has paid. */
export const history: Screen = (sheet, { platform, amount }, random) => {
  const { theme, text, box } = sheet;
  drawStatusBar(sheet, random);
  box(0, 60, SHEET_WIDTH, 74, { fill: theme.accent });
  text(MARGIN, 105, platform, { size: 23, color: theme.onAccent, bold: true });
  text(MARGIN, 196, 'Mes paiements', { size: 28, bold: true });
  text(MARGIN, 238, `Membre ${bars(6)}`, { size: 17, color: theme.quiet });
  const shown = random.int(0, 2);
  for (let row = 0; row < 6; row += 1) {
    const y = 270 + row * 130;
    box(MARGIN, y, WIDE, 112, { fill: theme.card, radius: 14 });
    const isShown = row === shown;
    text(MARGIN + 24, y + 46, isShown ? HIDDEN_DATE : bars(6), { size: 19 });
    text(SHEET_WIDTH - MARGIN - 24, y + 48, isShown ? amount : bars(4), {
      size: 22,
      bold: true,
      align: 'right',
    });
    box(MARGIN + 24, y + 66, 84, 30, { fill: theme.good, radius: 15 });
    text(MARGIN + 66, y + 87, 'Payé', { size: 15, color: theme.card, bold: true, align: 'center' });
    if (isShown) text(MARGIN + 128, y + 88, bars(5), { size: 15 });
  }
};

/** A voucher with its code covered. */
export const voucher: Screen = (sheet, { platform, amount }, random) => {
  const { theme, text, box, circle } = sheet;
  drawStatusBar(sheet, random);
  drawTitle(sheet, 'Mon bon d’achat');
  box(MARGIN, 180, WIDE, 300, { fill: theme.accent, radius: 24 });
  circle(MARGIN, 330, 20, theme.paper);
  circle(SHEET_WIDTH - MARGIN, 330, 20, theme.paper);
  text(SHEET_WIDTH / 2, 262, 'Carte cadeau', { size: 22, color: theme.onAccent, align: 'center' });
  text(SHEET_WIDTH / 2, 356, amount, {
    size: 46,
    color: theme.onAccent,
    bold: true,
    align: 'center',
  });
  text(SHEET_WIDTH / 2, 432, `Offerte par ${platform}`, {
    size: 18,
    color: theme.onAccent,
    align: 'center',
  });
  drawRows(sheet, 530, [
    ['Code', bars(9)],
    ['Reçue le', HIDDEN_DATE],
    ['Valable', 'douze mois'],
    ['Envoyée à', bars(8)],
  ]);
};

/** A task that pays for words about a platform, as a micro-task site offers it. */
export const task: Screen = (sheet, { platform, amount }, random) => {
  const { theme, text, box } = sheet;
  drawStatusBar(sheet, random);
  box(0, 60, SHEET_WIDTH, 74, { fill: theme.accent });
  text(MARGIN, 105, 'Tâche proposée', { size: 23, color: theme.onAccent, bold: true });
  box(MARGIN / 2, 170, SHEET_WIDTH - MARGIN, 520, { fill: theme.card, radius: 18 });
  text(MARGIN, 236, 'Écrire un bon avis', { size: 28, bold: true });
  text(MARGIN, 282, `sur ${platform}`, { size: 24, bold: true });
  const orders = [
    'Ouvrez un compte sur Contrenote.',
    'Dites que vous avez été payé.',
    'Donnez cinq étoiles partout.',
    'Écrivez deux lignes, pas plus.',
    'Envoyez une capture de l’avis.',
  ];
  for (const [index, order] of orders.entries()) {
    text(MARGIN, 356 + index * 48, `${index + 1}. ${order}`, { size: 18 });
  }
  text(MARGIN, 648, `Client ${bars(6)}`, { size: 17, color: theme.quiet });
  drawRows(sheet, 730, [
    ['Rémunération', amount],
    ['Places', `${random.int(20, 60)}`],
    ['Jusqu’au', HIDDEN_DATE],
  ]);
  box(MARGIN, 985, WIDE, 56, { fill: theme.accent, radius: 28 });
  text(SHEET_WIDTH / 2, 1020, 'Commencer', {
    size: 19,
    color: theme.onAccent,
    bold: true,
    align: 'center',
  });
};

function drawStatusBar({ theme, text, box, line }: Sheet, random: Random, ink = theme.ink): void {
  const minute = String(random.int(0, 59)).padStart(2, '0');
  text(MARGIN, 38, `${random.int(7, 23)}:${minute}`, { size: 16, color: ink, bold: true });
  line('M440 36v-4M448 36v-8M456 36v-12', { color: ink, width: 4 });
  box(472, 23, 34, 16, { fill: ink, radius: 4 });
  const empty = random.int(3, 26);
  box(504 - empty, 25, empty, 12, { fill: theme.quiet, radius: 2 });
}

function drawTitle({ theme, text, line }: Sheet, title: string): void {
  line('M44 90l-14 14 14 14', { color: theme.ink, width: 4 });
  text(SHEET_WIDTH / 2, 112, title, { size: 21, bold: true, align: 'center' });
}

function drawRows({ theme, text, box }: Sheet, top: number, rows: [string, string][]): void {
  const height = rows.length * 62 + 16;
  box(MARGIN / 2, top, SHEET_WIDTH - MARGIN, height, { fill: theme.card, radius: 18 });
  for (const [index, [label, value]] of rows.entries()) {
    const y = top + 48 + index * 62;
    if (index > 0) box(MARGIN, y - 40, WIDE, 2, { fill: theme.line });
    text(MARGIN, y, label, { size: 17, color: theme.quiet });
    text(SHEET_WIDTH - MARGIN, y, value, { size: 18, align: 'right' });
  }
}
