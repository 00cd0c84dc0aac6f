import sharp from 'sharp';

/** One line of a screen: label on the left, value on the right. */
export type ScreenLine = readonly [label: string, value: string];

/** The lines of a fictitious payment; payments share the template. */
export function linesOf(payment: number, more: readonly ScreenLine[] = []): ScreenLine[] {
  const amount = (base: number, step: number): string => {
    const minor = base + payment * step;
    return `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')} EUR`;
  };
  const two = (value: number): string => String(value).padStart(2, '0');
  return [
    ['Paiement envoyé', ''],
    ['Montant', amount(2743, 1813)],
    ['Frais', amount(115, 207)],
    ['Reçu', amount(2628, 1606)],
    ['Date', `${two(1 + ((payment * 11) % 28))}/${two(1 + ((payment * 5) % 12))}/2026`],
    ['Heure', `${two((payment * 7) % 24)}:${two((payment * 13) % 60)}`],
    ['Tâches', String(128 + payment * 37)],
    ['Solde', amount(31860, 4391)],
    ['Moyen', 'Virement bancaire'],
    ...more,
  ];
}

/** Renders a payment screen as on a phone: 720 pixels wide, dark on white. */
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
