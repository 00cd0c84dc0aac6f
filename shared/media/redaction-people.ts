import { isHarmlessText, keptWords } from './harmless-words.ts';
import { isMonthName } from './redaction-dates.ts';
import { claimSpan, type ClaimedSpan } from './redaction-spans.ts';
import { findServiceNames, isServiceAt } from './service-names.ts';

// A slash is a misread seven; sometimes OCR adds a space before an underscore.
const LOCAL = String.raw`(?<![A-Za-z0-9._%+/-])[A-Za-z0-9](?:[A-Za-z0-9._%+/-]| (?=_))*`;
const TLD =
  '(?:com|net|org|fr|be|de|ch|ca|uk|co\\.uk|io|eu|info|mg|sn|ma|ci|dz|tn|ml|bf|tg|bj|cm|example|exemple|test|me|app|pro|biz|email)';
const PROVIDERS =
  'gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|orange|wanadoo|laposte|free|sfr|bbox|neuf|proton|protonmail|pm|gmx|aol|moov|blueline|example|exemple|mail';
const MAILS = [
  new RegExp(
    `${LOCAL}[ \\n]?(?:@|©|®|\\(a\\)|\\(at\\))\\s?[A-Za-z0-9-]+(?:-\\n[A-Za-z0-9-]+)?(?:\\s?[.,]\\s?[A-Za-z0-9-]+)*\\s?[.,]\\s?[A-Za-z]{2,}(?![A-Za-z])`,
    'g',
  ),
  // The @ lost or misread as a letter, before the domain of a known provider.
  new RegExp(`${LOCAL}\\s?[@©®QGaeO€&]?\\s?(?:${PROVIDERS})\\s?[.,]\\s?${TLD}(?![A-Za-z])`, 'gi'),
  // An @ with its surroundings, whatever the dot was read as.
  /(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*[@©®][A-Za-z0-9.,-]{3,}/g,
  // Three or more dotted parts that are no site: the @ was misread as a letter.
  new RegExp(
    `(?<![\\w.@/])(?!www\\.|https?\\.)[A-Za-z][A-Za-z0-9_%+-]*\\.[A-Za-z0-9_%+-]*[QGa©®][A-Za-z0-9-]*\\.${TLD}(?![\\w.])`,
    'g',
  ),
  /(?<=(?:e-?mail|courriel|adresse mail)\s?:?[ \t\n])(?=\S*[.@])[^\s]{6,}/gi,
];

/** Claims e-mail addresses, including those that OCR split or whose @ it lost. */
export function claimEmailAddresses(text: string, claims: ClaimedSpan[]): void {
  for (const form of MAILS) {
    for (const match of text.matchAll(form)) {
      claimSpan(claims, 'email', match.index, match.index + match[0].length);
    }
  }
}

const NAME_WORD = String.raw`(?:[A-Z][A-Za-z'-]+|[A-Z]\.?(?![A-Za-z]))`;
const NAME = `(?:(?:M|Mr|Mrs|Ms|Mme|Mlle|Dr)\\.? )?${NAME_WORD}(?:[ ]${NAME_WORD}){0,4}`;
const PERSONS = [
  // Matches a name after a greeting.
  `(?<=(?:^|[^A-Za-z])(?:[Bb]onjour|BONJOUR|[Bb]onsoir|[Hh]ello|HELLO|Hi|Hey|[Ss]alut|[Dd]ear|DEAR|[Cc]her|[Cc]here|Coucou|Welcome|Bienvenue|Merci|Thanks|Thank you)[ ,]{1,2})${NAME}`,
  // Matches a name after or below a label such as "Titulaire".
  `(?<=(?:^|[^A-Za-z])(?:[Tt]itulaire|TITULAIRE|[Nn]om|NOM|[Pp]renom|[Nn]ame|NAME|[Bb]eneficiaire|BENEFICIAIRE|[Rr]ecipient|RECIPIENT|[Bb]eneficiary|[Pp]ayee|PAYEE|[Pp]ayer|[Ss]ender|SENDER|[Ee]xpediteur|[Dd]estinataire|[Ee]metteur|[Hh]older|HOLDER|[Cc]lient|CLIENT|[Dd]onneur d'ordre|[Uu]tilisateur|[Uu]ser|[Mm]embre|[Mm]ember|[Ww]orker)(?:\\(e\\))?(?: du compte| complet)?[ :\\t\\n]{1,4})${NAME}(?:(?: [a-z]{2,}){1,2}(?![^\\n\\t]))?`,
  // Payer and payee: at the start of a line or a column.
  `(?<=(?:^|[\\n\\t])[ ]?(?:De|DE|From|FROM|A|To|TO|Pour|For|Par|By)(?: la part de)?(?:[ ]?[:\\t\\n][ ]?))${NAME}`,
  // Payer and payee without punctuation: only the name may follow.
  `(?<=(?:^|[\\n\\t])[ ]?(?:De|DE|From|FROM|A|To|TO|Pour|For|Par|By)(?: la part de)? )${NAME}(?= *(?:$|[\\n\\t(,;]))`,
  // Matches a name within a sentence: two or more words, or one in capitals.
  `(?<=(?:^|[^A-Za-z])(?:de|du|from|to|a|par|by|pour|for|vers|De|From|To)[ \\n])(?:${NAME_WORD}(?:[ \\n]${NAME_WORD}){1,3}|[A-Z]{3,}(?:[ ]${NAME_WORD}){0,3})(?![A-Za-z])`,
  // Next to a phone number.
  `(?<=\\d{2} ?[(),-]?[ \\n]?)(?:[A-Z]{3,}(?:[ \\n]${NAME_WORD}){1,3}|${NAME_WORD}(?:[ \\n][A-Z][A-Z'-]{2,}){1,3}(?:(?<=-)\\n[A-Z]{2,})?)(?![a-z])`,
  `(?<=(?:^|[^A-Za-z])(?:M\\.|Mr\\.?|Mrs\\.?|Ms\\.?|Mme|Mlle) )${NAME_WORD}(?:[ ]${NAME_WORD}){0,3}`,
].map((form) => new RegExp(form, 'g'));

/** Words of companies, services and letters, which are no part of a person's name. */
const NOT_PERSONS = new Set(
  'money bank banque pay mobile orange airtel telma moov team equipe service services support sas sarl gmbh ltd inc llc sa bv ag group customer user member membre client cliente worker utilisateur all sir madam monsieur madame virement transfer payment paiement transaction iban bic ref eur usd mga xof xaf fcfa cfa ar compte account solde balance montant amount date january february march april may june july august september october november december janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(
    ' ',
  ),
);

/** Claims names of persons after a greeting, a label or a preposition. */
export function claimNames(text: string, claims: ClaimedSpan[], keep: readonly string[]): void {
  const kept = new Set(keep.flatMap((name) => name.toLowerCase().split(/\s+/)));
  const services = findServiceNames(text);
  for (const form of PERSONS) {
    for (const match of text.matchAll(form)) {
      const end = endOfPerson(match, kept, services);
      claimSpan(claims, 'name', match.index, match.index + end);
    }
  }
}

/**
 * Returns the number of characters of a match that are a person's name: up to the first word that
 * belongs to none; 0 if that is the first word.
 */
function endOfPerson(
  { index, 0: match }: RegExpExecArray,
  kept: ReadonlySet<string>,
  services: ReturnType<typeof findServiceNames>,
): number {
  let end = 0;
  for (const word of match.matchAll(/[^\s.]+\.?/g)) {
    const bare = word[0].toLowerCase().replace(/\.$/, '');
    const start = index + word.index;
    if (NOT_PERSONS.has(bare) || kept.has(bare)) break;
    if (isServiceAt(services, start, start + bare.length)) break;
    end = word.index + word[0].length;
  }
  return end;
}

const CAPITALISED = String.raw`\p{Lu}[\p{L}'-]+`;
/** A line or field of two to four capitalised words, at most one of them an initial. */
const LONE = new RegExp(
  `(?<=^|[\\n\\t])(?:${CAPITALISED} )(?:\\p{Lu}\\. )?(?:(?:de|da|di|du|la|von|van|der|el|al|bin) ){0,2}${CAPITALISED}(?: ${CAPITALISED}){0,2}(?= *(?:$|[\\n\\t]))`,
  'gu',
);

/** Claims fields that hold nothing but capitalised words, none of which is known: "Awa Diop". */
export function claimLoneNames(text: string, claims: ClaimedSpan[], keep: readonly string[]): void {
  const kept = keptWords(keep);
  const services = findServiceNames(text);
  for (const match of text.matchAll(LONE)) {
    const words = match[0].split(' ').filter((word) => /^\p{Lu}/u.test(word));
    const isKnown = (word: string) =>
      NOT_PERSONS.has(word.toLowerCase()) || isMonthName(word) || isHarmlessText(word, kept);
    const end = match.index + match[0].length;
    const isService = services.some((range) => range.start >= match.index && range.end <= end);
    if (words.some(isKnown) || isService) continue;
    claimSpan(claims, 'name', match.index, end);
  }
}
