import type { Random } from '#demo/random.ts';

/** The words that French is held together with, the most frequent first. */
const SMALL = `de la le et les à des que en un je il est pas une pour qui dans ne ce sur c’est j’ai au plus
avec on par mais vous se y me suis tout fait si sont cette même aussi bien leur elle nous ont du sans
ils peut quand comme très encore être avoir donc ça où mon ma mes`;

/** What micro-workers talk about, the most frequent first. */
const TALK = `paiement site tâche compte payé travail plateforme euros mois jours semaine argent virement
clickworker réponse temps support mission message refusé délai retrait paypal bonjour merci seuil preuve
heure client problème demande attente reçu question avis mail inscription application sondage validé
minimum erreur depuis toujours jamais fermé bloqué identité vérification banque frais carte cadeau
points minutes gagner arnaque sérieux fiable confiance refus raison qualité test qualification
transcription photo magasin foule factory appen questionnaire panel étude expérience début chose
personne monde pays france belgique maroc madagascar sénégal mobile orange money wave mvola dollar
taux change commission parrainage rappel relance courriel service équipe répondre attendre payer
travailler recevoir envoyer demander valider refuser fermer ouvrir créer perdre comprendre croire
penser essayer continuer arrêter conseiller éviter choisir lire écrire signaler contacter prévenir
vrai faux long court rapide lent clair simple difficile possible impossible normal étrange dommage
honte injuste correct régulier annotation image vidéo audio son texte traduction moteur recherche
catégorie évaluation consigne règle contrat facture impôt déclaration statut indépendant salaire
revenu complément tarif centime prix série lot file minuteur chronomètre exclusion écran fin`;

const STARTS = 'b br c ch cl d f fr g gr j l m n p pl pr r s st t tr v'.split(' ');
const MIDDLES = 'a ai au e é eu i o oi ou on an in u'.split(' ');
const ENDS = ['', '', 'l', 'r', 's', 't', 'n', 'x'];
const ENDINGS =
  'er é ée és tion ment eur euse age ette ier iste able ique aire isme ure ance oir el'.split(' ');

/** Made-up words that look French, for the long tail that any real vocabulary has. */
function inventWord(random: Random): string {
  const syllables = Array.from(
    { length: random.int(1, 3) },
    () => random.pick(STARTS) + random.pick(MIDDLES) + random.pick(ENDS),
  );
  return syllables.join('') + random.pick(ENDINGS);
}

export type Vocabulary = {
  readonly words: readonly string[];
  /** A word by how often such are said: the one of rank r about 1/r times as often as the first. */
  readonly draw: (random: Random) => string;
};

/** A vocabulary of `size` words in which few are frequent and most are rare (Zipf's law). */
export function makeVocabulary(random: Random, size: number): Vocabulary {
  const said = new Set([...SMALL.split(/\s+/), ...TALK.split(/\s+/)]);
  while (said.size < size) said.add(inventWord(random));
  const words = [...said];
  const sums = new Float64Array(words.length);
  let sum = 0;
  for (let rank = 0; rank < words.length; rank += 1) {
    // Mandelbrot's shift: the very first words are less apart than 1/r would put them.
    sum += 1 / (rank + 3) ** 1.02;
    sums[rank] = sum;
  }
  return {
    words,
    draw: (chance) => words[placeOf(sums, chance.next() * sum)] ?? '',
  };
}

function placeOf(sums: Float64Array, wanted: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
