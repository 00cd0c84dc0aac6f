/** Ce que le navigateur dit du registre public, quand il y a quelque chose à dire. */
export const recordWatch = {
  findings: {
    forked: [
      'Le registre public a été réécrit depuis votre dernière visite.',
      'Des actes que votre navigateur avait vus n’y sont plus, ou plus les mêmes.',
      'Prévenez d’autres membres\u00a0: chacun peut le vérifier.',
    ],
    shrunk: [
      'Il manque des actes au registre public.',
      'Votre navigateur en avait vu davantage, et rien ne le dit.',
      'Prévenez d’autres membres\u00a0: chacun peut le vérifier.',
    ],
    'unconfirmed-key': [
      'La clé qui signe le registre public a changé.',
      'L’ancienne clé ne l’a pas confirmé. Demandez pourquoi dans le forum.',
    ],
    unsigned: [
      'La signature du registre public n’est pas valable.',
      'Ne vous y fiez pas avant d’avoir demandé pourquoi.',
    ],
    renewed: [
      'Le registre public a recommencé, par exemple à partir d’une sauvegarde.',
      'Tout ce que vous aviez vu s’y trouve. Des actes plus récents peuvent manquer.',
    ],
    restored: [
      'Le registre public a recommencé, et des actes que vous aviez vus n’y sont plus.',
      'Le site dit avoir restauré une sauvegarde. Personne ne peut le vérifier.',
      'Demandez dans le forum ce qui manque, et pourquoi.',
    ],
    silent: [
      'Depuis une semaine, votre navigateur ne peut pas lire le registre public.',
      'C’est peut-être une panne. Ouvrez le registre, ou demandez dans le forum.',
    ],
    'new-key': [
      'La clé qui signe le registre public a changé.',
      'L’ancienne clé l’a confirmé. Vous n’avez rien à faire.',
    ],
  },
  record: 'Voir le registre public',
  read: 'J’ai lu',
  copy: 'Copier les deux relevés',
  copied: 'Copié. Gardez ce texte\u00a0: il prouve ce qui a été trouvé.',
  copyByHand: 'Copiez ce texte et gardez-le.',
};
