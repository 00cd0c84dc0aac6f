import type { Invented } from './invent.ts';
import { clock, longDay, mark, money, shortDay, wholeMoney, type Writing } from './marks.ts';

/** A letter by e-mail: a payment is on its way. */
export function paymentLetter(data: Invented, writing: Writing): string {
  const { say } = writing;
  return `<header class="bar">${say('Boîte de réception', 'Inbox')}</header>
  <main><h1>${say('Vous avez reçu un paiement', 'You received a payment')}</h1>
  <p class="quiet">${say('De', 'From')} : ${mark('email', data.secondEmail)}<br>${say('À', 'To')} : ${mark('email', data.email)}<br>
  ${longDay(writing, data, data.days[0] ?? 1)}, ${clock(writing, data)}</p>
  <p>${say('Bonjour', 'Dear')} ${mark('name', `${data.first} ${data.last}`)},</p>
  <p>${say('nous vous avons versé', 'we have paid you')} <b>${money(writing, data.amount)}</b> ${say('pour vos tâches du mois.', 'for your tasks of this month.')}
  ${say('Le virement porte la référence', 'The transfer has the reference')} ${mark('identifier', data.transaction)}.</p>
  <p>${say('Il arrivera sur le compte', 'It will reach the account')} ${mark('iban', data.iban)} ${say('sous deux jours.', 'within two days.')}</p>
  <p>${say('Une question ? Appelez votre conseillère au', 'Any question? Call your adviser at')} ${mark('phone', data.phone)}.</p>
  <p>${say('Bien à vous, le service des paiements', 'Yours, the payments desk')}</p></main>`;
}

/** Mobile money in ariary: two messages in bubbles. */
export function ariaryMessages(data: Invented, writing: Writing): string {
  const { say } = writing;
  const amount = wholeMoney(data.mobileAmount, 'Ar', true);
  const balance = wholeMoney(data.mobileBalance, 'Ar', true);
  const name = mark('name', `${data.last.toUpperCase()} ${data.first}`);
  return `<header class="bar">MadaPay</header><main class="chat">
  <p class="when">${longDay(writing, data, data.days[0] ?? 1)} ${clock(writing, data)}</p>
  <p class="bubble">${say(
    `Vous avez recu ${amount} de ${name} (${mark('phone', data.ariaryPhone)}) le ${shortDay(writing, data, data.days[0] ?? 1)} a ${clock(writing, data)}. Nouveau solde : ${balance}. Ref : ${mark('identifier', data.mobileReference)}`,
    `You received ${amount} from ${name} (${mark('phone', data.ariaryPhone)}) on ${shortDay(writing, data, data.days[0] ?? 1)} at ${clock(writing, data)}. New balance: ${balance}. Ref: ${mark('identifier', data.mobileReference)}`,
  )}</p>
  <p class="bubble">${say(
    `Retrait de ${wholeMoney(data.mobileAmount - 1000 > 0 ? data.mobileAmount - 1000 : 500, 'Ar', true)} chez l'agent ${mark('phone', data.francPhone)}. Ne donnez votre code a personne.`,
    `Withdrawal of ${wholeMoney(data.mobileAmount - 1000 > 0 ? data.mobileAmount - 1000 : 500, 'Ar', true)} at agent ${mark('phone', data.francPhone)}. Never give your code to anybody.`,
  )}</p></main>`;
}

/** Mobile money in CFA francs: one long message and a number to call. */
export function francMessages(data: Invented, writing: Writing): string {
  const { say } = writing;
  const amount = wholeMoney(data.mobileAmount, 'FCFA', data.minute % 2 === 0);
  const balance = wholeMoney(data.mobileBalance, 'FCFA', data.minute % 2 === 0);
  return `<header class="bar">SahelCash</header><main class="chat">
  <p class="bubble">${say(
    `Transfert recu de ${mark('phone', data.francPhone)} ${mark('name', `${data.first} ${data.last.toUpperCase()}`)}. Montant : ${amount}. Nouveau solde : ${balance}. ID : ${mark('identifier', data.mobileReference)}.`,
    `Transfer received from ${mark('phone', data.francPhone)} ${mark('name', `${data.first} ${data.last.toUpperCase()}`)}. Amount: ${amount}. New balance: ${balance}. Trans ID: ${mark('identifier', data.mobileReference)}.`,
  )}</p>
  <p class="when">${shortDay(writing, data, data.days[1] ?? 1)} ${clock(writing, data)}</p>
  <p class="bubble">${say('Cher client, merci de votre confiance.', 'Dear customer, thank you for your trust.')} ${say('Votre compte est lié à', 'Your account is linked to')} ${mark('email', data.email)}.</p></main>`;
}
