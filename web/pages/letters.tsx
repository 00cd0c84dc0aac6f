import { makeLetterPage } from '#web/evidence/letter-templates/letter-page.tsx';

export const letterPayment = makeLetterPage('payment');
export const letterRefusal = makeLetterPage('refusal');
export const letterData = makeLetterPage('data');
