import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** The fonts of Android, in which most readers see the site: Debian's package and a file of each. */
const FONTS = {
  'fonts-roboto-unhinted': '/usr/share/fonts/truetype/roboto',
  'fonts-noto-core': '/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf',
};

/**
 * Finds a Chromium for the browser tests, which measure pages in Android's fonts; as root on Debian,
 * installs what is missing of both.
 * @returns null where there is no Chromium, after printing how to get one.
 */
export function ensureChromium() {
  const fonts = Object.entries(FONTS).flatMap(([name, file]) => (existsSync(file) ? [] : [name]));
  const missing = findChromium() === null ? ['chromium', ...fonts] : fonts;
  if (missing.length > 0) install(missing);
  const found = findChromium();
  if (found === null) {
    console.error(
      'No Chromium for the browser stories. Install it (Debian and Ubuntu: sudo apt install chromium), or set CHROMIUM to its path.',
    );
  }
  return found;
}

function install(names) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(`For the browser stories: sudo apt install ${names.join(' ')}`);
    return;
  }
  console.log(`Installing for the browser stories (apt-get): ${names.join(', ')}…`);
  const apt = (args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', ...names]);
}

function findChromium() {
  const named = process.env.CHROMIUM;
  return (
    [named, ...PLACES].find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null
  );
}
