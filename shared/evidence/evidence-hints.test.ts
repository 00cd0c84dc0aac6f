import { describe, expect, test } from 'vitest';
import { guessEvidenceHint, type EvidenceHint } from './evidence-hints.ts';

/** A post that tells what happened gets the offer to declare it; a question does not. */
const TABLE: Record<EvidenceHint | 'nothing', string[]> = {
  received: [
    "J'ai été payée hier",
    'J’ai été payé·e ce matin, 12 € sur PayPal.',
    'J’ai bien été payé, en 4 jours.',
    'J’ai enfin reçu mon virement !',
    'Je viens de recevoir mon paiement.',
    'Paiement reçu ce matin',
    'Payée hier, rien à redire.',
    'Ils m’ont payé sans problème.',
    'Ils m’ont toujours payé.',
    'Virement arrivé en trois jours.',
    'Reçu en 5 jours',
    'J’ai reçu 27 € le 3.',
    'Bonjour, est-ce que ça vous rassure ? J’ai été payé hier.',
    'I got paid yesterday.',
    'I was paid within four days',
    'Just got paid!',
    'I finally received my payment',
    'They paid me on time.',
    'My payout arrived this morning.',
    'Paid today, 12 euros.',
  ],
  waiting: [
    'toujours rien reçu depuis trois semaines',
    'Toujours rien.\nToujours pas de virement.',
    'Je n’ai toujours pas été payé',
    'J’ai toujours pas reçu mon paiement',
    'je n’ai jamais été payée',
    'J’attends mon paiement depuis un mois',
    'Ça fait trois semaines que j’attends',
    'Mon virement est toujours en attente',
    'Mon paiement n’est toujours pas arrivé.',
    'Still waiting for my payment',
    'I haven’t been paid yet',
    'I have never received my money',
    'Still nothing after three weeks.',
    'My withdrawal is still pending',
    'I’ve been waiting since March.',
    '> as-tu été payé ?\n\nToujours rien reçu.',
  ],
  refused: [
    'they refused my withdrawal',
    'My payment was rejected without a reason.',
    'They refuse to pay me.',
    'Ils ont refusé mon paiement',
    'Mon retrait a été refusé sans explication',
    'Ils refusent de me payer.',
    'Ils ont annulé mon virement.',
  ],
  incident: [
    'compte fermé',
    'Mon compte a été suspendu ce matin',
    'Ils ont fermé mon compte avec 40 € dessus',
    'Je me suis fait bannir sans raison',
    'Mon solde est bloqué sous le seuil',
    'Compte bloqué, et toujours rien reçu.',
    'My account was suspended',
    'They closed my account',
    'I got banned last week.',
    'My balance is stuck.',
  ],
  nothing: [
    '',
    'as-tu été payé ?',
    'As-tu été payé récemment ?',
    'Quelqu’un a été payé récemment',
    'Est-ce que vous avez été payés ?',
    'Est-ce que ton compte a été fermé',
    'Toujours rien reçu ?',
    'Has anyone been paid lately?',
    'did you get paid',
    'Have you received your payment',
    'Why was my payment rejected?',
    'J’espère que j’ai été payé',
    'Quand j’ai été payé, je le dis.',
    'Si mon compte est fermé, je vous le dirai',
    'Si je n’ai pas été payé vendredi, j’écris.',
    'Je serai payé vendredi.',
    'I will be paid on Friday.',
    'If they refused my withdrawal I would leave.',
    'I hope I get paid.',
    'Ma sœur a été payée hier.',
    'My friend got paid last week.',
    '> J’ai été payé hier\n\nMerci, bonne nouvelle.',
    '« J’ai été payé hier », disait-il.',
    'Clickworker paie mal.',
    'Le paiement minimum est de 10 €.',
    'Comment demander mon paiement',
    'Le compte rendu est fermé aux commentaires.',
    'Merci pour ta réponse.',
    'Le sujet est fermé.',
    'They pay well.',
    'Payment takes four days.',
    'https://example.org/j-ai-ete-paye',
    'How do I close my account',
    'J’ai reçu votre message.',
    'I received your message.',
    'Personne n’a été payé.',
  ],
};

describe.each(Object.entries(TABLE))('%s', (hint, sentences) => {
  test.each(sentences)('%j', (sentence) => {
    expect(guessEvidenceHint(sentence)).toBe(hint === 'nothing' ? null : hint);
  });
});

describe('long and hostile texts', () => {
  test.each(['a', 'depuis ', 'toujours pas ', "j'ai bien ", '"', '> ', 'que j’attends depuis '])(
    '%j without end',
    (unit) => {
      expect(() => guessEvidenceHint(unit.repeat(20_000))).not.toThrow();
    },
  );

  test('the gravest that a post tells is offered', () => {
    expect(guessEvidenceHint('J’ai été payé en mars. Depuis, mon compte a été fermé.')).toBe(
      'incident',
    );
  });
});
