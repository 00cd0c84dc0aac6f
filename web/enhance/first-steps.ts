import { hasInstallEvent, takeInstallEvent } from '#web/site/web-app/install-prompt.ts';

/**
 * Offers to install the site where the browser can, and ticks the step where it is installed. Once all
 * steps are taken the card goes, and the site is told to show it no more.
 */
export function enhance(place: HTMLElement): void {
  const button = place.querySelector<HTMLElement>('[data-part="install"]');
  const step = button?.closest('li');
  if (button === null || step == null) return;
  const installed = (): void => {
    step.dataset['taken'] = '';
    button.hidden = true;
    const say = step.querySelector('small');
    if (say !== null) say.textContent = place.dataset['done'] ?? '';
    if (place.querySelector('li:not([data-taken])') === null)
      place.querySelector('form')?.requestSubmit();
  };
  if (matchMedia('(display-mode: standalone)').matches) {
    installed();
    return;
  }
  const offer = (): void => {
    button.hidden = !hasInstallEvent();
  };
  offer();
  addEventListener('beforeinstallprompt', offer);
  addEventListener('appinstalled', installed, { once: true });
  button.addEventListener('click', () => {
    button.hidden = true;
    void takeInstallEvent()?.prompt();
  });
}
