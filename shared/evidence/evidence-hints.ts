/** An event that a post seems to report, which can be declared as evidence. */
export type EvidenceHint = 'received' | 'waiting' | 'refused' | 'incident';

/** Characters of a post that are examined: authors tell what happened first. */
const LOOKED_AT = 2_000;

/**
 * Guesses whether a post reports what happened to its author with a payout or an account, to offer
 * her the form where it counts. A wrong guess costs her only a glance, but questions ("as-tu été
 * payé ?"), wishes, hearsay and quotes are no evidence.
 */
export function guessEvidenceHint(text: string): EvidenceHint | null {
  const found = new Set<EvidenceHint>();
  for (const sentence of sentencesOf(text)) {
    if (!isStatement(sentence)) continue;
    const hint = HINTS.find(([, signs]) => signs.some((sign) => sign.test(sentence)))?.[0];
    if (hint !== undefined) found.add(hint);
  }
  // Bad news needs the form more, so it comes first.
  return HINTS.find(([hint]) => found.has(hint))?.[0] ?? null;
}

/** Lower-case sentences without accents; quotes, code and addresses left out. */
function sentencesOf(text: string): string[] {
  const said = text
    .slice(0, LOOKED_AT)
    .replaceAll(/^ {0,3}>.*$/gm, '')
    .replaceAll(/`[^`]*`|https?:\/\/\S+|«[^»]*»|“[^”]*”|"[^"\n]*"/g, ' ');
  const folded = said
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe');
  return folded
    .replaceAll(/[’ʼ]/g, "'")
    .split(/(?<=[.!?…;])\s+|\n+/)
    .map((sentence) => withoutEndings(sentence).trim())
    .filter((sentence) => sentence !== '');
}

/** Strips the endings of participles: "payée", "payé·e", "reçues" → "paye", "recu". */
function withoutEndings(sentence: string): string {
  return sentence
    .replaceAll(/·e?(?:·?s)?\b/g, '')
    .replaceAll(/\b(\w+e)es?\b/g, '$1')
    .replaceAll(/\brecue?s?\b/g, 'recu');
}

function isStatement(sentence: string): boolean {
  return !/\?\s*$/.test(sentence) && !NOT_SAID.some((sign) => sign.test(sentence));
}

// Sentences that report nothing of the author's: questions without a question mark, wishes,
// conditions, and other people's experience.
const NOT_SAID: readonly RegExp[] = [
  /^(?:est-ce|quelqu'un|qui a|qui est|avez-vous|as-tu|a-t-on|quand|combien|comment|pourquoi)\b/,
  /^(?:has any|have you|did (?:you|any)|does|do you|is (?:it|any)|when|how|why|who|any(?:one|body))\b/,
  /\b(?:si|quand|lorsque|des que|une fois que|avant que|pour que) (?:je|j'|on|ils|vous|tu|nous|mon|ma|mes)\b/,
  /\b(?:if|once|until|unless|before|when) (?:i|you|they|we|my)\b/,
  /\b(?:j'espere|j'aimerais|je voudrais|je veux|je souhaite|j'attends de voir|a condition)\b/,
  /\b(?:i hope|i wish|i would|i'd|i want|hoping|hopefully)\b/,
  /\b(?:il|elle|mon ami|ma soeur|mon frere|mon mari|ma femme|un ami|une amie) (?:a|n'a|attend|s'est)\b/,
  /\b(?:he|she|my (?:friend|wife|husband|brother|sister)|a friend) (?:was|got|is|has|never)\b/,
  /\b(?:je serai|je vais etre|on sera|j'aurai|serait|seraient|serais|aurais)\b/,
  /\b(?:will be|would be|going to|gonna|might be|could be|supposed to)\b/,
  /\b(?:personne n'|aucun membre)\b/,
];

const LONG = String.raw`(?:depuis|ca fait|cela fait|il y a)`;
const MONEY = String.raw`(?:paiements?|virements?|paye[es]*|pay-?outs?|payments?|argent|retraits?|sous|money|gains?|cheques?|withdrawals?|cash-?outs?|transfers?|paypal|salaire|earnings?)`;

/** Patterns of each event, gravest first: the first match of a sentence wins. */
const HINTS: readonly (readonly [EvidenceHint, readonly RegExp[]])[] = [
  [
    'incident',
    signs(
      `compte (?:a ete |est |s'est fait |vient d'etre |m'a ete )?(?:definitivement )?(?:ferme|suspendu|bloque|banni|desactive|supprime)`,
      `(?:ferme|suspendu|bloque|banni|desactive|supprime) mon compte`,
      `(?:je me suis fait|j'ai ete|ils m'ont|on m'a) (?:bannir|banni|bloque|suspendu|vire|ejecte)`,
      `(?:solde|cagnotte|gains?|argent) (?:est |sont |reste |restent )?bloque`,
      `my account (?:was|is|has been|got|is now) (?:\\w+ )?(?:closed|suspended|banned|blocked|deactivated|locked|disabled|terminated)`,
      `(?:closed|suspended|banned|blocked|deactivated|locked|disabled|terminated) my account`,
      `i (?:was|got|have been|'ve been) (?:banned|suspended|kicked|deactivated)`,
      `my (?:balance|money|earnings|funds) (?:is|are) (?:stuck|frozen|locked)`,
    ),
  ],
  [
    'refused',
    signs(
      `(?:refuse|rejete|annule) (?:mon|mes|le|ma) (?:\\w+ )?${MONEY}`,
      `(?:mon|mes|le) ${MONEY} (?:a ete |ont ete |est |vient d'etre )(?:refuse|rejete|annule)`,
      `(?:ils|on) (?:ont|a|m'ont|m'a) (?:refuse|rejete) (?:de me payer|de payer)`,
      `(?:refusent|refuse) de me payer`,
      `(?:refused|rejected|denied|cancelled|canceled|declined) my (?:\\w+ )?${MONEY}`,
      `my (?:\\w+ )?${MONEY} (?:was|were|has been|got|is) (?:refused|rejected|denied|cancelled|canceled|declined)`,
      `(?:they )?(?:refuse|refused) to pay me`,
    ),
  ],
  [
    'waiting',
    signs(
      `(?:toujours|encore) (?:rien|pas|aucun)(?: \\w+)*? (?:recu|paye|${MONEY})`,
      `(?:toujours|encore) rien (?:recu|depuis|sur)`,
      `(?:je n'ai|j'ai|j'ai pas|on n'a) (?:toujours |encore |jamais |pas )+(?:rien |ete |encore )*(?:recu|paye|ete)`,
      `(?:pas|jamais) ete paye`,
      `(?:j'attends|on attend|j'attend) (?:encore |toujours )?(?:mon|mes|le|un|d'etre)(?: \\w+)? ?(?:${MONEY})?.*\\b(?:${LONG}|encore|toujours|d'etre paye|semaines?|mois|jours)`,
      `${LONG} .*\\b(?:que j'attends|sans (?:paiement|virement|nouvelle|reponse)|toujours rien)`,
      `(?:mon|le) (?:paiement|virement|retrait) (?:est |reste )?(?:toujours |encore )?en attente`,
      `(?:mon|le) (?:paiement|virement|retrait) (?:n'est (?:toujours |encore )?(?:pas|jamais)|n'arrive|n'arrive toujours)`,
      `(?:still|i am|i'm) (?:\\w+ )?waiting (?:for|on) (?:my|the|a) (?:\\w+ )?(?:\\w+ )?${MONEY}`,
      `(?:haven't|have not|never|didn't|did not|still not|not) (?:yet )?(?:been |gotten |got |get |received |receive )+(?:paid|my|a|any|the)`,
      `still (?:nothing|no ${MONEY}|unpaid|not paid)`,
      `my (?:\\w+ )?${MONEY} (?:is|are) (?:still )?(?:pending|late|overdue)`,
      `(?:i have|i've) been waiting`,
    ),
  ],
  [
    'received',
    signs(
      `(?:j'ai|on a|je viens d'etre|j'avais|nous avons) (?:bien |enfin |toujours |deja |bel et bien )*(?:ete )?(?:paye|recu (?:mon|mes|le|un|les|${MONEY}|\\d))`,
      `(?:je viens de|viens de) recevoir (?:mon|mes|le|un)`,
      `(?:paye|recu) (?:hier|ce matin|aujourd'hui|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|la semaine derniere|en \\d+ jours?|sous \\d+)`,
      `(?:paiement|virement|retrait|argent) (?:bien |enfin |a ete )*(?:recu|arrive|tombe)`,
      `(?:ils|elles|on) m'(?:ont|a) (?:bien |enfin |toujours )*(?:paye|verse|vire|envoye (?:mon|le) (?:paiement|virement))`,
      `i (?:was|got|have been|'ve been|just got|finally got|always got) (?:\\w+ )?paid`,
      `i (?:just |finally |have |already )*(?:received|got) (?:my|the|a) (?:\\w+ )?${MONEY}`,
      `my (?:\\w+ )?${MONEY} (?:has |just |finally |have )*(?:arrived|came|come|landed|went) ?(?:in|through)?`,
      `they (?:\\w+ )?paid me`,
      `^(?:just |finally )?(?:got paid|paid (?:today|yesterday|this|last|within|in))`,
    ),
  ],
];

function signs(...patterns: string[]): RegExp[] {
  return patterns.map((pattern) => new RegExp(String.raw`(?<![\w])(?:${pattern})`));
}
