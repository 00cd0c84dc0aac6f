/** Parts of the style sheets that a page can contain for its first screen: styles/first-screen/NAME.css. */
export const FIRST_SCREENS = [
  'platforms',
  'forum',
  'short-topic',
  'boycott',
  'payout-form',
  'comparison',
  'proofs',
  'standings',
] as const;
export type FirstScreen = (typeof FIRST_SCREENS)[number];

export function firstScreenSheet(name: FirstScreen): string {
  return `web/styles/first-screen/${name}.css`;
}
