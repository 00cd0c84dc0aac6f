import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Finds a Chromium for the browser tests; as root on Debian, installs the distribution's.
 * @returns null where there is none, after printing how to get one.
 */
export function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the browser stories (apt-get)…');
    const apt = (args) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  const installed = findChromium();
  if (installed === null) {
    console.error(
      'No Chromium for the browser stories. Install it (Debian and Ubuntu: sudo apt install chromium), or set CHROMIUM to its path.',
    );
  }
  return installed;
}

function findChromium() {
  const named = process.env.CHROMIUM;
  return (
    [named, ...PLACES].find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null
  );
}
