import { xml } from '#server/http/xml.ts';
import { GROUND, type AppIconPurpose } from '#web/site/web-app/web-app-paths.ts';
import { LOGO_PATHS } from '#web/ui/logo-path.ts';

const BRICK = '#b5341c';
const LOGO_PX = 26;
/**
 * Side of the square that an icon shows, of which the logo fills 26. Systems cut maskable icons down
 * to a circle of four fifths of their width, which the logo's corners just touch.
 */
const SQUARES: Readonly<Record<AppIconPurpose, number>> = { any: 34, maskable: 46 };

/** Draws the logo on paper, in the middle of a square of `size` pixels, as a PNG. */
export async function drawIcon(size: number, purpose: AppIconPurpose): Promise<Buffer> {
  const side = SQUARES[purpose];
  const { default: sharp } = await import('sharp');
  const from = `${(LOGO_PX - side) / 2}`;
  const icon = xml(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `${from} ${from} ${side} ${side}`,
      width: `${size}`,
      height: `${size}`,
    },
    xml('rect', { x: from, y: from, width: `${side}`, height: `${side}`, fill: GROUND.light }),
    xml('path', { d: LOGO_PATHS.note, fill: BRICK }),
    xml('path', { d: LOGO_PATHS.star, fill: GROUND.light }),
  ).markup;
  return sharp(Buffer.from(icon)).png({ palette: true }).toBuffer();
}
