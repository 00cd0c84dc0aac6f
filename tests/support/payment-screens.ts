import sharp from 'sharp';

/** One line of a drawn screen: what is said on the left, and its value on the right. */
export type ScreenLine = readonly [label: string, value: string];

/** What two payments on one template have in common is the template. */
export function linesOf(payment: {
  amount: string;
  day: string;
  reference: string;
  balance: string;
  time: string;
  more?: readonly ScreenLine[];
}): ScreenLine[] {
  return [
    ['Paiement envoyé', ''],
    ['Montant', `${payment.amount} EUR`],
    ['Date', payment.day],
    ['Heure', payment.time],
    ['Numéro', payment.reference],
    ['Solde', `${payment.balance} EUR`],
    ['Moyen', 'Virement bancaire'],
    ...(payment.more ?? []),
  ];
}

/** Draws a payment screen as a phone shows it: 720 pixels wide, dark letters on white. */
export function drawScreen(lines: readonly ScreenLine[]): Promise<Buffer> {
  const rows = lines.map(([label, value], index) => {
    const y = 110 + index * 84;
    return `<text x="40" y="${y}" fill="#555">${label}</text>
      <text x="680" y="${y}" text-anchor="end" fill="#111">${value}</text>`;
  });
  const height = 160 + lines.length * 84;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="${height}"
      font-family="DejaVu Sans, Liberation Sans, sans-serif" font-size="30">
      <rect width="720" height="${height}" fill="#fff"/><rect width="720" height="56" fill="#1d4f7a"/>
      ${rows.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
