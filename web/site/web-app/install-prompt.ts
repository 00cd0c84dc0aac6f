/** Chromium's event on a page that can be installed; the DOM lib does not know it. */
export type InstallEvent = Event & { readonly prompt: () => Promise<unknown> };

let kept: InstallEvent | null = null;

/** Keeps the browser's offer to install the site, for a button of ours. */
export function keepInstallEvent(event: Event): void {
  // Otherwise the browser shows its own offer, and this one cannot be used any more.
  event.preventDefault();
  kept = event as InstallEvent;
}

/** The offer, which can be shown once; null without one. */
export function takeInstallEvent(): InstallEvent | null {
  const event = kept;
  kept = null;
  return event;
}

export function hasInstallEvent(): boolean {
  return kept !== null;
}
