import type { ThreadScript } from './forum-script.ts';

/** Topics that became guides, or may, and questions that wait for somebody who helps. */
export const HELP_THREADS: readonly ThreadScript[] = [
  {
    category: 'paiements',
    title: 'Retirer ses gains chez Tâchéo, pas à pas',
    about: { platform: 'tacheo' },
    age: 46,
    posts: [
      'a: Ce que je fais à chaque retrait, dans l’ordre :\n\n1. Vérifiez que le solde dépasse cinq euros : en dessous, le bouton reste gris.\n2. Faites une capture du solde avant de demander.\n3. Choisissez PayPal ou le virement. Le virement ne coûte rien.\n4. Notez le jour de la demande, puis déclarez-la ici comme « en attente ».\n5. Après trente jours sans rien, relancez avec la lettre du site et gardez la copie.\n\nLes délais sont ceux que la plateforme affiche. Ceux que nous vivons sont sur sa page.',
      'b: Le point 2 m’a sauvée : mon solde avait changé le lendemain.',
      'c: Pour le virement, mettez le nom exact de la banque. Le mien est revenu une fois.',
      'a>3: Merci, je le garde pour la prochaine version.',
    ],
  },
  {
    category: 'tests-et-sondages',
    title: 'Sondomatic : reconnaître un sondage qui ne paiera pas',
    about: { platform: 'sondomatic' },
    age: 6,
    posts: [
      'demo: Trois signes que j’ai notés en deux mois :\n\n- la durée n’est pas écrite avant de commencer ;\n- on vous redemande l’âge et la ville à chaque page ;\n- le gain est « jusqu’à » un montant.\n\nQuand j’en vois deux, je ferme la page. Le temps perdu se compte dans le carnet.',
      'a: Le « jusqu’à » m’a eue trois fois.',
      'b: J’ajoute : le compteur qui reste à 99 %.',
    ],
  },
  {
    category: 'paiements',
    title: 'Piécettes me demande une facture : quel modèle ?',
    about: { platform: 'piecettes' },
    age: 13,
    waits: 46,
    solved: 2,
    posts: [
      'a: Pour quarante euros, ils veulent une facture avec un numéro. Je n’en ai jamais fait. Vous mettez quoi dessus ?',
      'demo: On m’a transmis ta question, la mienne date de mars. Date, numéro 1, ton nom, leur adresse, « micro-tâches, janvier », le montant. Ils l’ont prise telle quelle.',
      'a: Envoyée, acceptée dans l’heure. Merci d’avoir répondu, je n’y croyais plus.',
    ],
  },
  {
    category: 'microtaches',
    title: 'Tâchéo : un lot rendu reste « en cours », c’est normal ?',
    about: { platform: 'tacheo' },
    age: 2,
    posts: [
      'a: Rendu mardi matin, vingt fiches. Le lot est toujours « en cours » et le solde n’a pas bougé. Chez vous aussi ?',
    ],
  },
  {
    category: 'paiements',
    title: 'Clickworker\u00a0: combien de temps dure la validation\u00a0?',
    about: { platform: 'clickworker' },
    age: 11,
    posts: [
      'a: Mes textes d’octobre sont « en cours de validation ». C’est long comme ça d’habitude\u00a0?',
      'b: Une semaine chez moi, deux quand c’est une fin de mois.',
      'a: Merci, j’attends encore un peu avant de relancer.',
    ],
  },
  {
    category: 'paiements',
    title: 'Clickworker\u00a0: « en cours de validation » depuis dix jours',
    about: { platform: 'clickworker' },
    age: 10,
    posts: [
      'a: Dix jours que c’est « en cours de validation ». Est-ce que ça bloque chez vous aussi\u00a0?',
      'b: Pareil, huit jours. J’ai écrit au support, j’attends la réponse.',
      'c: La mienne est passée hier, au bout de onze jours.',
    ],
  },
];
