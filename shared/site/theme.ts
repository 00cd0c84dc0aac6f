import { z } from 'zod/mini';

/** Light or dark, or as the device says. */
export const THEME_CHOICES = ['device', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
/** A theme chosen against the device's; null follows the device. */
export type Theme = Exclude<ThemeChoice, 'device'> | null;

export const themeForm = z.object({ theme: z.enum(THEME_CHOICES) });
