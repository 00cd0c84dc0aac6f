import { hasInstallEvent, takeInstallEvent } from '#web/site/web-app/install-prompt.ts';

/** Shows a button that installs the site, where the browser can. */
export function enhance(place: HTMLElement): void {
  const button = place.querySelector('button');
  if (button === null) return;
  const show = (): void => {
    place.hidden = !hasInstallEvent();
  };
  show();
  const showLater = (): void => {
    if (place.isConnected) show();
    else removeEventListener('beforeinstallprompt', showLater);
  };
  addEventListener('beforeinstallprompt', showLater);
  button.addEventListener('click', () => {
    place.hidden = true;
    void takeInstallEvent()?.prompt();
  });
}
