import type { Theme, ThemeChoice } from '#shared/site/theme.ts';

const NAME = 'theme';
const YEAR_IN_SECONDS = 365 * 24 * 60 * 60;
const CHOSEN = new RegExp(`(?:^|;\\s*)${NAME}=(light|dark)(?:;|$)`);

/** The theme that a Cookie header chooses; null for the device's. */
export function readTheme(cookies: string | undefined): Theme {
  const chosen = cookies === undefined ? undefined : CHOSEN.exec(cookies)?.[1];
  return chosen === 'light' || chosen === 'dark' ? chosen : null;
}

/** A Set-Cookie header that keeps the choice for a year; the device's is kept by no cookie. */
export function themeCookie(choice: ThemeChoice, secure: boolean): string {
  const flags = `Path=/; SameSite=Lax; HttpOnly${secure ? '; Secure' : ''}`;
  return choice === 'device'
    ? `${NAME}=; Max-Age=0; ${flags}`
    : `${NAME}=${choice}; Max-Age=${YEAR_IN_SECONDS}; ${flags}`;
}
