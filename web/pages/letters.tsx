import { makeLetterPage } from '#web/evidence/letter-templates/letter-page.tsx';

export const paymentLetter = makeLetterPage('payment');
export const refusalLetter = makeLetterPage('refusal');
export const dataRequestLetter = makeLetterPage('data');
