/** The page that explains the script for other sites' pages; the script has its own few words. */
export const overlay = {
  title: 'Dans la page où vous travaillez',
  say: 'Un petit script montre nos chiffres sur les pages des plateformes.',
  /** What a userscript manager shows of it. */
  script: 'Statut et revenu horaire des plateformes, sur leurs propres pages.',
  shows: {
    title: 'Ce que vous verrez',
    points: [
      'En bas à droite\u00a0: le statut, le revenu horaire et le délai de paiement.',
      'Sur MTurk, à côté de chaque client\u00a0: son revenu horaire et ses refus.',
      'Entre parenthèses\u00a0: combien de membres le disent.',
      'Les boycotts en cours, quand il y en a.',
      'Le script ne clique sur rien et ne remplit rien.',
      'Une croix le masque pour une semaine.',
    ],
  },
  install: {
    title: 'L’installer',
    steps: [
      'Ajoutez à votre navigateur un gestionnaire de scripts\u00a0: Violentmonkey, Tampermonkey ou Greasemonkey.',
      'Ouvrez notre script avec le bouton ci-dessous.',
      'Le gestionnaire vous montre le script. Confirmez.',
    ],
    open: 'Ouvrir le script',
    phone: 'Sur un téléphone\u00a0: Firefox pour Android accepte ces gestionnaires.',
    remove: 'Pour l’enlever, supprimez-le dans le gestionnaire.',
    list: 'En tête du script se trouve la liste des sites où il s’affiche.',
  },
  sent: {
    title: 'Ce que nous recevons',
    points: [
      'Le domaine de la plateforme et, sur MTurk, les identifiants des clients affichés.',
      'Jamais l’adresse de la page, ni votre nom, ni un cookie.',
      'Une seule demande par page. Les réponses servent pendant une heure.',
      'Votre adresse IP nous parvient, comme pour toute visite. Nous ne l’enregistrons pas.',
    ],
  },
  seen: {
    title: 'Ce que la plateforme peut remarquer',
    points: [
      'Sa page peut voir qu’un élément a été ajouté.',
      'Elle ne peut pas lire ce qu’il contient, si le gestionnaire isole le script.',
      'Nous n’écrivons rien dans ce que la page garde sur votre appareil.',
      'Un gestionnaire qui ne prête pas ses requêtes laisse voir notre adresse à la page.',
      'Si vous ouvrez un lien vers nous, la plateforme peut le savoir.',
      'Certaines plateformes interdisent les scripts dans leurs conditions. Lisez-les avant.',
    ],
  },
  api: 'Pour écrire votre propre script\u00a0:',
};
