/**
 * Colours of pictures, badges and cards by their token, light and dark, as in web/styles/tokens.css;
 * colours.test.ts compares.
 */
export const COLOURS = {
  paper: ['#f9f3e4', '#17140f'],
  sheet: ['#fffdf7', '#221e18'],
  line: ['#e1d6bf', '#3a342a'],
  rule: ['#b1a488', '#655b49'],
  ink: ['#1d1a15', '#f3ebdc'],
  soft: ['#645c4e', '#b3a893'],
  good: ['#17643c', '#78cda0'],
  doubt: ['#7c5000', '#e5b65f'],
  brick: ['#b0311a', '#f28a6f'],
  carbon: ['#1f527c', '#8cc3e8'],
  none: ['#5f584c', '#b3a893'],
} as const;
export type Colour = keyof typeof COLOURS;
