import sharp from 'sharp';

const LABELS = ['Montant', 'Frais', 'Reçu', 'Date', 'Heure', 'Solde', 'Moyen', 'Statut'] as const;

/** A payment screen with all values covered. Two payments differ in the widths of some covers alone. */
export function drawCoveredScreen(payment: number): Promise<Buffer> {
  const rows = LABELS.map((label, index) => {
    const y = 110 + index * 84;
    const width = 96 + 20 * (index % 3) + (index < 4 ? (payment * (3 + index)) % 11 : 0);
    return `<text x="40" y="${y}" fill="#555">${label}</text>
      <rect x="${680 - width}" y="${y - 30}" width="${width}" height="38" fill="#1c1a16"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="800"
      font-family="DejaVu Sans, Liberation Sans, sans-serif" font-size="30">
      <rect width="720" height="800" fill="#fff"/><rect width="720" height="56" fill="#1d4f7a"/>
      ${rows.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
