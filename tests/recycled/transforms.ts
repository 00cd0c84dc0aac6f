import sharp from 'sharp';

/** What happens to a picture before somebody sends it as her own. */
export type Transform = (picture: Buffer) => Promise<Buffer>;

async function sizeOf(picture: Buffer): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(picture).metadata();
  return { width, height };
}

/** Takes a share of the picture away, half of it on each side. */
const crop =
  (share: number): Transform =>
  async (picture) => {
    const { width, height } = await sizeOf(picture);
    const [left, top] = [Math.round((width * share) / 2), Math.round((height * share) / 2)];
    return sharp(picture)
      .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
      .png()
      .toBuffer();
  };

const resize =
  (share: number): Transform =>
  async (picture) => {
    const { width } = await sizeOf(picture);
    return sharp(picture)
      .resize({ width: Math.round(width * share) })
      .png()
      .toBuffer();
  };

const jpeg =
  (quality: number): Transform =>
  (picture) =>
    sharp(picture).jpeg({ quality }).toBuffer();

/** A screenshot of the picture as a viewer shows it: smaller, with bars above and below. */
const inViewer: Transform = async (picture) => {
  const { width, height } = await sizeOf(picture);
  const bar = Math.round(height * 0.06);
  return sharp(picture)
    .resize({ width: Math.round(width * 0.92) })
    .extend({
      top: bar,
      bottom: bar,
      left: Math.round(width * 0.04),
      right: Math.round(width * 0.04),
      background: '#202124',
    })
    .jpeg({ quality: 80 })
    .toBuffer();
};

/** Three opaque boxes over some of it. */
const boxes: Transform = async (picture) => {
  const { width, height } = await sizeOf(picture);
  const box = await sharp({
    create: {
      width: Math.round(width * 0.35),
      height: Math.round(height * 0.05),
      channels: 3,
      background: '#000',
    },
  })
    .png()
    .toBuffer();
  return sharp(picture)
    .composite(
      [0.2, 0.45, 0.7].map((share, index) => ({
        input: box,
        top: Math.round(height * share),
        left: Math.round(width * (index % 2 === 0 ? 0.5 : 0.08)),
      })),
    )
    .png()
    .toBuffer();
};

export const TRANSFORMS: Readonly<Record<string, Transform>> = {
  'sent again': async (picture) => picture,
  'saved as PNG': (picture) => sharp(picture).png().toBuffer(),
  'cropped by 2 %': crop(0.02),
  'cropped by 6 %': crop(0.06),
  'cropped by 10 %': crop(0.1),
  'half as large': resize(0.5),
  'three quarters': resize(0.75),
  'half as large again': resize(1.5),
  'JPEG 50': jpeg(50),
  'JPEG 80': jpeg(80),
  'in a viewer': inViewer,
  'boxes over it': boxes,
  inverted: (picture) => sharp(picture).negate({ alpha: false }).png().toBuffer(),
  brighter: (picture) => sharp(picture).linear(0.85, 38).png().toBuffer(),
  darker: (picture) => sharp(picture).linear(0.6, 0).jpeg({ quality: 80 }).toBuffer(),
};
