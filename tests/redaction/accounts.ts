import type { Invented } from './invent.ts';
import { clock, longDay, mark, money, shortDay, type Writing } from './marks.ts';

const row = (label: string, value: string) =>
  `<div class="row"><span class="label">${label}</span><span class="value">${value}</span></div>`;
const stacked = (label: string, value: string) =>
  `<div class="stack"><div class="label">${label}</div><div class="value">${value}</div></div>`;

/** A purse on line: one payment received. */
export function walletReceipt(data: Invented, writing: Writing): string {
  const { say } = writing;
  return `<header class="bar">${say('Mon porte-monnaie', 'My purse')}</header>
  <main><h1>${say('Paiement reçu', 'Payment received')}</h1>
  <p class="big">${money(writing, data.amount, '+')}</p>
  <p class="quiet">${longDay(writing, data, data.days[0] ?? 1)} ${say('à', 'at')} ${clock(writing, data)}</p>
  <section class="card">
  ${row(say('De', 'From'), mark('name', data.other))}
  ${row(say('E-mail', 'Email'), mark('email', data.secondEmail))}
  ${row(say('N° de transaction', 'Transaction ID'), mark('identifier', data.transaction))}
  ${row(say('Frais', 'Fee'), money(writing, data.fee, '−'))}
  ${row(say('Net', 'Net'), money(writing, data.amount - data.fee))}
  </section>
  <p class="quiet">${say('Compte', 'Account')} ${mark('email', data.email)}</p>
  <p class="button">${say('Voir le reçu', 'See the receipt')}</p></main>`;
}

/** The app of a bank: a transfer that came in. */
export function bankTransfer(data: Invented, writing: Writing): string {
  const { say } = writing;
  return `<header class="bar">${say('Virement reçu', 'Transfer received')}</header>
  <main><p class="big">${money(writing, data.amount, '+ ')}</p>
  <section class="card">
  ${stacked(say('Émetteur', 'Sender'), mark('name', data.other))}
  ${stacked(say('Titulaire du compte', 'Account holder'), mark('name', `${data.first} ${data.last}`))}
  ${stacked('IBAN', mark('iban', data.iban))}
  ${stacked(say('Référence', 'Reference'), mark('identifier', data.reference))}
  ${row(say('Date d’opération', 'Booking date'), shortDay(writing, data, data.days[0] ?? 1))}
  ${row(say('Date de valeur', 'Value date'), shortDay(writing, data, data.days[1] ?? 1))}
  </section>
  <p class="quiet">${say('Solde après l’opération', 'Balance after the transfer')} ${money(writing, data.amount * 2 + 12)}</p>
  </main>`;
}

/** The page of a platform that lists what it paid. */
export function platformPayments(data: Invented, writing: Writing): string {
  const { say } = writing;
  const lines = data.smallAmounts.map(
    (amount, index) => `<tr><td>${shortDay(writing, data, data.days[index] ?? 1)}</td>
    <td>${mark('identifier', `WD-${data.year}${String(data.days[index]).padStart(2, '0')}${index}${data.minute}7`)}</td>
    <td>${index % 2 === 0 ? say('Payé', 'Paid') : say('En cours', 'Pending')}</td>
    <td class="right">${money(writing, amount)}</td></tr>`,
  );
  return `<header class="bar">${say('Tâches', 'Tasks')} · ${say('Paiements', 'Payments')} · ${say('Aide', 'Help')} 
  <span class="end">${mark('email', data.email)}</span></header>
  <main><h1>${say('Vos gains', 'Your earnings')}</h1>
  <p>${say('Bonjour', 'Hello')} ${mark('name', data.first)}, ${say('votre solde disponible :', 'your available balance:')} ${money(writing, data.amount)}</p>
  <section class="card"><table><thead><tr><th>Date</th><th>${say('Numéro', 'Number')}</th><th>${say('État', 'State')}</th><th class="right">${say('Montant', 'Amount')}</th></tr></thead>
  <tbody>${lines.join('')}</tbody></table></section>
  <p class="quiet">${say('Versé sur', 'Paid to')} ${mark('iban', data.iban)}</p></main>`;
}

/** The settings of an account: where the money goes. */
export function payoutSettings(data: Invented, writing: Writing): string {
  const { say } = writing;
  return `<header class="bar">${say('Paramètres de versement', 'Payout settings')}</header>
  <main><section class="card narrow">
  ${stacked(say('Nom complet', 'Name'), mark('name', `${data.first} ${data.last}`))}
  ${stacked(say('Adresse e-mail', 'Email address'), mark('email', data.email))}
  ${stacked(say('Téléphone', 'Phone'), mark('phone', data.phone))}
  ${stacked(say('Compte bancaire', 'Bank account'), mark('iban', data.iban))}
  ${stacked(say('Carte enregistrée', 'Saved card'), `•••• •••• •••• ${mark('masked-card', data.card.slice(-4))}`)}
  </section>
  <p>${say('Seuil de versement', 'Payout threshold')} ${money(writing, 20)}</p>
  <p>${say('Prochain versement le', 'Next payout on')} ${longDay(writing, data, data.days[2] ?? 1)}</p>
  <p class="button">${say('Enregistrer', 'Save')}</p></main>`;
}

/** A payment that went to a card. */
export function cardReceipt(data: Invented, writing: Writing): string {
  const { say } = writing;
  return `<header class="bar">${say('Reçu', 'Receipt')}</header>
  <main><p class="quiet">${say('Reçu', 'Receipt')} n° ${mark('identifier', data.reference)}</p>
  <h1>${say('Crédit sur votre carte', 'Credit to your card')}</h1>
  <section class="card">
  ${row(say('Numéro de carte', 'Card number'), mark('card', data.card))}
  ${row(say('Bénéficiaire', 'Recipient'), mark('name', `${data.first} ${data.last}`))}
  ${row(say('Montant', 'Amount'), money(writing, data.amount))}
  ${row('Date', longDay(writing, data, data.days[0] ?? 1))}
  ${row(say('Heure', 'Time'), clock(writing, data))}
  ${row(say('Mobile', 'Mobile'), mark('phone', data.phone))}
  </section>
  <p>${say('Le crédit arrive sous trois jours ouvrés.', 'The credit arrives within three working days.')}</p></main>`;
}
