import { pick } from '../invent.ts';
import { day, mark, money, type Facts } from './facts.ts';

export type Layout = (facts: Facts) => string;

const row = (label: string, value: string) =>
  `<div class="row"><span class="label">${label}</span><span class="value">${value}</span></div>`;
const lines = (address: readonly string[]) =>
  address.map((line) => `<div>${mark('address', line)}</div>`).join('');
const initials = (name: string) =>
  name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2);
const face = (name: string) => `<span class="face">${initials(name)}</span>`;
const bar = ({ platform }: Facts, right = '') =>
  `<div class="bar">${mark('platform', platform)}<span class="end">${right}</span></div>`;
const state = ({ chance, labels }: Facts) =>
  mark('state', pick(chance, [labels.completed, labels.pending, labels.received]));

/** Twelve kinds of screens. */
export const LAYOUTS: Readonly<Record<string, Layout>> = {
  'account menu': (f) =>
    `${bar(f)}<main><div class="center">${face(f.me)}<h1>${mark('name', f.me)}</h1><p class="quiet">${mark('email', f.data.email)}</p></div>${[
      f.labels.profile,
      f.labels.payments,
      f.labels.history,
      f.labels.settings,
      f.labels.help,
      f.labels.logout,
    ]
      .map((item) => `<div class="row">${item}</div>`)
      .join('')}<p>${state(f)}</p></main>`,
  'transfer rows': (f) =>
    `${bar(f)}<main><h1>${f.labels.history}</h1>${f.others
      .map(
        (name) =>
          `<div class="row"><span>${face(name)} ${mark('name', name)}<div class="quiet">${day(f)}</div></span><span class="value">${money(f)}<div class="quiet">${state(f)}</div></span></div>`,
      )
      .join('')}</main>`,
  'wallet receipt': (f) =>
    `<main class="center"><p class="big">${money(f)}</p><p>${mark('name', f.me)}</p><p class="quiet">${mark('handle', f.handle)}</p><p>${state(f)}</p><div class="card left">${row(f.labels.date, day(f))}${row(f.labels.reference, mark('identifier', f.data.transaction))}${row(f.labels.from, mark('platform', f.platform))}</div></main>`,
  'gift card': (f) =>
    `${bar(f)}<main><div class="card center"><h1>${f.labels.giftCard} ${money(f)}</h1><p class="quiet">${f.labels.code}</p><p class="code">${mark('code', f.code)}</p></div><p>${state(f)}</p></main>`,
  'bare code': (f) =>
    `<main class="center"><p>${mark('platform', f.platform)}</p><p class="big">${money(f)}</p><p class="code">${mark('code', f.code)}</p><p class="quiet">${day(f)} · ${state(f)}</p><p class="quiet">${mark('name', f.me)}</p></main>`,
  'invoice letter': (f) =>
    `<main><div class="two"><div><b>${mark('platform', f.platform)}</b></div><div>${mark('name', f.me)}${lines(f.address)}</div></div><h1>${f.labels.payment} ${mark('identifier', f.data.reference)}</h1>${row(f.labels.amount, money(f))}${row('TVA', mark('identifier', `FR${String(f.data.amount).replace('.', '').padStart(11, '4')}`))}${row('IBAN', mark('iban', f.data.iban))}${row(f.labels.status, state(f))}</main>`,
  'chat with a handle': (f) =>
    `${bar(f, mark('handle', f.handle))}<main><div class="bubble">${f.labels.hello} ${mark('name', f.me)} !</div><div class="bubble">${f.labels.payment} ${money(f)}, ${day(f)}</div><div class="bubble">${mark('name', f.others[0] ?? '')}: ${state(f)}</div><p class="when">${mark('handle', f.handle)}</p></main>`,
  'text messages': (f) =>
    `<main><p class="when">${mark('platform', f.platform)}</p><div class="bubble">${f.labels.received} ${f.data.mobileAmount} Ar, ${mark('name', f.others[0] ?? '')} ${mark('phone', f.data.ariaryPhone)}. Ref ${mark('identifier', f.data.mobileReference)}</div><div class="bubble">${mark('name', f.others[1] ?? '')} ${mark('phone', f.data.francPhone)} · ${f.data.mobileBalance} FCFA · ${state(f)}</div></main>`,
  'payments table': (f) =>
    `${bar(f, mark('name', f.me))}<main><h1>${f.labels.payments}</h1><table><tr><th>${f.labels.date}</th><th>${f.labels.reference}</th><th>${f.labels.amount}</th><th>${f.labels.status}</th></tr>${f.data.days
      .slice(0, 4)
      .map(
        (at) =>
          `<tr><td>${day(f)}</td><td>${mark('identifier', `${f.data.reference}${at}`)}</td><td>${money(f)}</td><td>${state(f)}</td></tr>`,
      )
      .join('')}</table></main>`,
  'parcel to': (f) =>
    `${bar(f)}<main><h1>${f.labels.address}</h1><div class="card"><div>${mark('name', f.me)}</div>${lines(f.address)}<div>${mark('phone', f.data.phone)}</div></div>${row(f.labels.total, money(f))}${row(f.labels.status, state(f))}</main>`,
  'bank statement': (f) =>
    `${bar(f)}<main><p>${mark('name', f.me)} · ${mark('iban', f.data.iban)}</p><table>${f.others
      .map(
        (name) =>
          `<tr><td>${day(f)}</td><td>${f.labels.transfer} ${mark('name', name)}</td><td class="right">${money(f)}</td></tr>`,
      )
      .join('')}</table>${row(f.labels.status, state(f))}${row(f.labels.balance, money(f))}</main>`,
  'profile fields': (f) =>
    `${bar(f, state(f))}<main><h1>${f.labels.profile}</h1>${[
      [f.labels.name, mark('name', f.me)],
      [f.labels.address, f.address.map((line) => mark('address', line)).join(', ')],
      [f.labels.phone, mark('phone', f.data.phone)],
      ['E-mail', mark('email', f.data.email)],
      ['Visa', mark('card', f.data.card)],
    ]
      .map(([label, value]) => `<p class="label">${label}</p><p class="field">${value}</p>`)
      .join('')}</main>`,
};
