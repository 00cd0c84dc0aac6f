import { pick } from '../invent.ts';
import { day, mark, money } from './facts.ts';
import type { Layout } from './layouts.ts';

/** Kinds of screens that were held out once: rules were mended after what came of them. */
export const EARLIER_LAYOUTS: Readonly<Record<string, Layout>> = {
  'lock screen': (f) =>
    `<main><p class="big center">14:07</p><div class="bubble"><b>${mark('platform', f.platform)}</b><br>${mark('name', f.others[0] ?? '')} → ${money(f)} · ${mark('state', f.labels.received)}</div><div class="bubble"><b>${mark('name', f.others[1] ?? '')}</b><br>${f.labels.code} ${mark('code', f.code)}</div></main>`,
  'side menu': (f) =>
    `<div class="two"><div class="card"><b>${mark('platform', f.platform)}</b><p>${mark('name', f.me)}</p><p class="quiet">${mark('handle', f.handle)}</p><p>${f.labels.payments}</p><p>${f.labels.settings}</p></div><div><h1>${f.labels.balance} ${money(f)}</h1><p>${mark('state', f.labels.pending)}</p><p>${day(f)} · ${mark('identifier', f.data.transaction)}</p></div></div>`,
  'two signatures': (f) =>
    `<main><h1>${mark('platform', f.platform)}</h1><p>${f.labels.total}: ${money(f)}</p><div class="two"><div>${mark('name', f.me)}<div class="quiet">${f.address.map((line) => mark('address', line)).join('<br>')}</div></div><div>${mark('name', f.others[0] ?? '')}<div class="quiet">${mark('email', f.data.secondEmail)}</div></div></div><p>${mark('state', f.labels.completed)}</p><p class="quiet">${mark('iban', f.data.iban)}</p></main>`,
  ticket: (f) =>
    `<main class="center"><p class="quiet">${day(f)}</p><h1>${mark('code', f.code)}</h1><p class="label">${pick(f.chance, ['PIN', 'ID'])} ${mark('identifier', f.data.reference)}</p><p>${mark('phone', f.data.phone)} – ${mark('name', f.me)}</p><p>${f.address.map((line) => mark('address', line)).join(' · ')}</p><p>${mark('platform', f.platform)} <b>${mark('state', f.labels.completed)}</b></p></main>`,
};
