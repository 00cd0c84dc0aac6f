import { pick } from '../invent.ts';
import { day, mark, money, type Facts } from './facts.ts';
import type { Layout } from './layouts.ts';

const state = ({ chance, states }: Facts) => mark('state', pick(chance, states));

const BADGES = [
  'background:#d7f2dd;color:#0b5d23;border-radius:999px;padding:2px 10px;font-size:.85em',
  'background:#1f7a3a;color:#fff;border-radius:5px;padding:2px 8px;font-size:.8em;font-weight:600',
  'border:1px solid #c77700;color:#c77700;border-radius:4px;padding:1px 6px;font-size:.8em',
  'text-transform:uppercase;letter-spacing:.06em;font-size:.75em;font-weight:700;color:#0b57d0',
  'font-style:italic;color:#0a7d33',
  'background:#fff3c4;color:#6b4e00;padding:3px 12px;font-size:.9em',
] as const;
const badge = (f: Facts) =>
  `<span style="display:inline-block;${pick(f.chance, BADGES)}">${pick(f.chance, ['', '', '✓ ', '● '])}${state(f)}</span>`;
const bar = ({ platform }: Facts) => `<div class="bar">${mark('platform', platform)}</div>`;

/** Kinds of screens with states in badges, beside names, amounts and days, and in sentences. */
export const BADGE_LAYOUTS: Readonly<Record<string, Layout>> = {
  'badge rows': (f) =>
    `${bar(f)}<main>${f.others
      .slice(0, 4)
      .map(
        (name) =>
          `<div class="row"><span>${mark('name', name)}<div class="quiet">${day(f)} · ${state(f)}</div></span><span class="value">${money(f)}<div>${badge(f)}</div></span></div>`,
      )
      .join('')}</main>`,
  'badge above an amount': (f) =>
    `${bar(f)}<main class="center"><p>${badge(f)}</p><p class="big">${money(f)}</p><p>${mark('name', f.me)}</p><p class="quiet">${day(f)}</p></main>`,
  'badge column': (f) =>
    `${bar(f)}<main><table>${f.data.days
      .slice(0, 4)
      .map(
        (at) =>
          `<tr><td>${day(f)}</td><td>${mark('identifier', `${f.data.reference}${at}`)}</td><td>${badge(f)}</td><td class="right">${money(f)}</td></tr>`,
      )
      .join('')}</table></main>`,
  'steps of a payment': (f) =>
    `${bar(f)}<main><h1>${money(f)}</h1><div class="card">${[state(f), state(f), state(f)]
      .map((one) => `<p>○ ${one} <span class="quiet">${day(f)}</span></p>`)
      .join('')}</div><p>${mark('name', f.me)} · ${mark('email', f.data.email)}</p></main>`,
  'label and state on a line': (f) =>
    `${bar(f)}<main><div class="card"><p><b>${f.labels.status}: </b>${state(f)}</p><p>${f.labels.payment} ${money(f)} – ${state(f)}</p><p>${mark('name', f.me)} – ${state(f)}</p></div></main>`,
};
