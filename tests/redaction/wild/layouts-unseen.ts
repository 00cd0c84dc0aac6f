import { between, pick } from '../invent.ts';
import { day, mark, money, type Facts } from './facts.ts';
import type { Layout } from './layouts.ts';

/**
 * Kinds of screens that are held out: who writes rules never looks at what comes of them. Sentences,
 * grids, captions beside pictures, text that runs down, small print: none is built like a known one.
 */
const at = ({ others }: Facts, index: number) => mark('name', others[index] ?? '');
const state = ({ chance, states }: Facts) => mark('state', pick(chance, states));
const named = ({ platform }: Facts) => mark('platform', platform);
const inOneLine = ({ address }: Facts, between = ', ') =>
  address.map((line) => mark('address', line)).join(between);
const grid = (columns: number, cells: readonly string[]) =>
  `<div style="display:grid;grid-template-columns:repeat(${columns},1fr);gap:14px">${cells.map((cell) => `<div>${cell}</div>`).join('')}</div>`;

export const UNSEEN_LAYOUTS: Readonly<Record<string, Layout>> = {
  'stack of notices': (f) =>
    `<main>${[0, 1, 2]
      .map(
        (index) =>
          `<div class="card"><b>${named(f)}</b> <span class="quiet">${between(f.chance, 1, 59)} min</span><br>${at(f, index)} ${index === 0 ? mark('handle', f.handle) : ''}: ${money(f)}. ${state(f)}.</div>`,
      )
      .join('')}</main>`,
  'mail with a head': (f) =>
    `<main><h1>${f.labels.payment} ${money(f)}</h1><p class="quiet">${named(f)} &lt;no-reply@mail.example&gt;</p><p class="quiet">${f.labels.to} ${mark('name', f.me)} &lt;${mark('email', f.data.email)}&gt;, ${at(f, 0)}</p><hr><p>${f.labels.hello} ${mark('name', f.me)},</p><p>${state(f)} · ${day(f)} · ${mark('identifier', f.data.transaction)}</p><p>— ${at(f, 1)}<br><small>${inOneLine(f)}</small></p></main>`,
  'grid of facts': (f) =>
    `<div class="bar">${named(f)}</div><main>${grid(2, [
      `<small>${f.labels.name}</small><br>${mark('name', f.me)}`,
      `<small>${f.labels.status}</small><br>${state(f)}`,
      `<small>${f.labels.phone}</small><br>${mark('phone', f.data.phone)}`,
      `<small>${f.labels.amount}</small><br>${money(f)}`,
      `<small>${f.labels.address}</small><br>${f.address.map((line) => mark('address', line)).join('<br>')}`,
      `<small>Nº</small><br>${mark('identifier', f.data.reference)}`,
    ])}</main>`,
  'billed and sent': (f) =>
    `<main><p>${named(f)} · ${state(f)}</p><table><tr><th>Facture / Bill</th><th>Livraison / Ship</th></tr><tr><td>${mark('name', f.me)}<br>${f.address.map((line) => mark('address', line)).join('<br>')}</td><td>${at(f, 0)}<br>${f.address.map((line) => mark('address', line)).join('<br>')}</td></tr></table><p class="big">${money(f)}</p></main>`,
  'ranked list': (f) =>
    `<main><h1>Top 5</h1>${f.others
      .map(
        (name, index) =>
          `<div class="row"><span>${index + 1}. ${mark('name', name)}</span><span>${money(f)}</span></div>`,
      )
      .join(
        '',
      )}<p class="center">${mark('handle', f.handle)}</p><p class="quiet">${named(f)} — ${state(f)}</p></main>`,
  'line of time': (f) =>
    `<main><h1>${named(f)}</h1><div style="border-inline-start:3px solid #888;padding-inline-start:14px">${[
      0, 1, 2,
    ]
      .map(
        (index) =>
          `<p><small class="quiet">${day(f)}</small><br>${state(f)} → ${at(f, index)} (${mark('phone', index === 0 ? f.data.phone : f.data.ariaryPhone)})</p>`,
      )
      .join('')}</div></main>`,
  'tiles of cards': (f) =>
    `<main>${grid(2, [
      `<div class="card">${named(f)}<p class="code" style="font-size:1em">${mark('card', f.data.card)}</p>${mark('name', f.me.toUpperCase())}</div>`,
      `<div class="card"><b>${money(f)}</b><p>${state(f)}</p></div>`,
      `<div class="card">${mark('iban', f.data.iban)}</div>`,
      `<div class="card">${at(f, 0)}<br><small>${mark('email', f.data.secondEmail)}</small></div>`,
    ])}</main>`,
  'sheet with borders': (f) =>
    `<p style="margin:8px">${named(f)}</p><table style="font-size:.8em">${[0, 1, 2, 3]
      .map(
        (index) =>
          `<tr>${[String(index + 1), at(f, index), money(f), state(f), mark('identifier', `${f.data.reference}${index}`)].map((cell) => `<td style="border:1px solid #999">${cell}</td>`).join('')}</tr>`,
      )
      .join('')}</table>`,
  'voucher by mail': (f) =>
    `<main class="center"><p>${named(f)}</p><p>${f.labels.giftCard}: ${money(f)}</p><div style="border:2px dashed #888;padding:18px" class="code">${mark('code', f.code)}</div><p>${mark('name', f.me)}, ${state(f)}</p><p class="quiet">${at(f, 0)} · ${inOneLine(f, ' · ')}</p></main>`,
  'letter signed': (f) =>
    `<main><p class="left">${named(f)}</p><p>${f.labels.hello} ${mark('name', f.me.split(' ')[0] ?? '')},</p><p>${f.labels.payment}: ${money(f)}. ${state(f)}.</p><p>${f.labels.code} ${mark('code', f.code)}</p><p style="font-style:italic;font-size:1.3em">${at(f, 0)}</p><p class="quiet">${mark('phone', f.data.phone)}</p></main>`,
  'found people': (f) =>
    `<div class="bar">${named(f)}<span class="end">${state(f)}</span></div><main>${f.others
      .map(
        (name, index) =>
          `<p><span class="face">${name.charAt(0)}</span> ${mark('name', name)} · ${index === 0 ? mark('handle', f.handle) : day(f)}</p>`,
      )
      .join('')}</main>`,
  'stub with a spine': (f) =>
    `<main style="display:flex;gap:18px"><div style="writing-mode:vertical-rl">${mark('name', f.me)}</div><div><h1>${named(f)}</h1><p>${state(f)} ${money(f)}</p><p class="code">${mark('code', f.code)}</p><small>${inOneLine(f)} ${mark('identifier', f.data.transaction)}</small></div></main>`,
};
