/** What kind of work a text speaks of, or one platform of the demo alone. */
export type Topic = 'micro' | 'local' | 'test' | 'survey' | 'deep' | 'tacheo' | 'piecettes';
export type Tone = 'good' | 'mixed' | 'bad';
export type ReviewText = { readonly tone: Tone; readonly topic: Topic; readonly text: string };

const texts = (tone: Tone, topic: Topic, list: readonly string[]): ReviewText[] =>
  list.map((text) => ({ tone, topic, text }));

/** Short opinions on tasks, delays and support; mild, since the platforms' names are real. */
export const REVIEW_TEXTS: readonly ReviewText[] = [
  ...texts('good', 'micro', [
    'Payée chaque mois depuis mon inscription, sans rien réclamer. Les tâches sont courtes et bien expliquées.',
    'Pas de quoi en vivre, mais le virement arrive toujours dans la semaine.',
    'Je fais surtout de la catégorisation le soir. Deux heures par semaine, une vingtaine d’euros par mois.',
    'Le test d’entrée m’a pris une heure non payée. Depuis, plus aucun souci.',
    'Une tâche refusée en six mois, avec une explication. J’ai pu la refaire.',
    'Le support a répondu en deux jours quand j’ai changé de compte bancaire.',
    'Seuil bas, donc on touche vite quelque chose. C’est ce qui m’a fait rester.',
    'Beaucoup de travail en début de mois, presque rien à la fin. Le paiement, lui, est régulier.',
    'J’ai comparé avec trois autres : c’est ici que j’attends le moins.',
    'Consignes claires. Les transcriptions sont longues mais correctement payées.',
    'Premier retrait il y a un an, dernier la semaine passée. Tous reçus en entier.',
    'Rien à signaler sur les paiements. J’aimerais juste plus de tâches en français.',
    'On voit le tarif avant de commencer, et il ne change pas en route.',
    'Utile pour les courses de fin de mois. Je retire dès que j’atteins le seuil.',
    'Interface vieillotte, mais le compte est toujours juste au centime près.',
    'Mon compte a été vérifié en trois jours. Ensuite tout est allé vite.',
  ]),
  ...texts('mixed', 'micro', [
    'Ça paie, mais il faut compter le temps passé à chercher des tâches.',
    'Certaines tâches disparaissent pendant qu’on lit les consignes.',
    'Un paiement en retard de deux semaines, puis tout est rentré dans l’ordre.',
    'Le taux horaire réel tourne autour de quatre euros. Il faut le savoir avant.',
    'Les refus arrivent parfois sans raison. Le support répond, mais avec une phrase toute faite.',
    'Correct en complément. Ne comptez pas dessus pour une facture précise.',
    'Beaucoup de tâches en anglais seulement. En français, c’est calme.',
    'La qualification est longue et sa validité expire sans prévenir.',
    'Les frais du portefeuille mangent une partie des petits retraits.',
    'Il faut attendre trente jours avant le premier retrait. Après, c’est plus fluide.',
    'Des semaines pleines, puis plus rien pendant un mois.',
    'Je n’ai jamais perdu d’argent, mais j’ai perdu du temps sur les tests.',
    'Le compte à rebours est trop court pour ma connexion. Une tâche perdue sur dix.',
  ]),
  ...texts('bad', 'micro', [
    'Trois tâches refusées d’un coup, sans un mot. Je n’ai pas recommencé.',
    'Huit semaines pour un paiement de six euros. C’est trop long pour moi.',
    'Je n’atteins jamais le seuil : il n’y a presque pas de tâches depuis mon pays.',
    'Le support ne m’a répondu qu’au troisième message.',
    'Une demi-heure de questionnaire pour apprendre que je n’ai pas le bon profil.',
  ]),
  ...texts('good', 'local', [
    'Missions photo sur le chemin du travail. Validées en deux jours, payées dans la semaine.',
    'Les magasins sont bien indiqués sur la carte. Je fais deux missions chaque samedi.',
    'Payé à chaque fois, même quand le produit n’était plus en rayon.',
    'Pratique à pied en ville. La validation est rapide si les photos sont nettes.',
    'Le bonus du week-end vaut le détour. Virement reçu cinq jours après la demande.',
    'Appli légère, qui marche même avec peu de réseau.',
  ]),
  ...texts('mixed', 'local', [
    'En ville, il y a de quoi faire. À la campagne, une mission par mois.',
    'Mission refusée car le rayon avait été déplacé. Le déplacement était pour moi.',
    'Comptez l’essence : au-delà de trois kilomètres, on travaille gratuitement.',
    'La validation a pris dix jours une fois. D’habitude, deux ou trois.',
    'Les missions les mieux payées partent en cinq minutes.',
    'Il faut parfois expliquer au vigile ce que l’on fait. Personne ne vous prévient.',
  ]),
  ...texts('bad', 'local', [
    'Quarante minutes sur place, mission annulée pendant que j’envoyais les photos.',
    'Deux refus pour une photo « floue » qui ne l’était pas. Pas de recours utile.',
    'Plus aucune mission à moins de vingt kilomètres depuis trois mois.',
  ]),
  ...texts('good', 'test', [
    'Tests de sites bien cadrés, vingt minutes, payés comme annoncé.',
    'J’ai parlé à voix haute devant mon écran pendant un quart d’heure. Reçu douze euros.',
    'On m’a dit en deux lignes pourquoi mon test était accepté. C’est rare.',
    'Peu d’invitations, mais toutes payées.',
    'Le questionnaire d’entrée dure une minute, pas dix. Merci pour ça.',
    'Une invitation toutes les deux semaines. Paiement groupé, toujours à la même date.',
  ]),
  ...texts('mixed', 'test', [
    'Bien payé à la minute, mais on attend longtemps entre deux tests.',
    'Le micro du téléphone doit être bon, sinon le test est à refaire.',
    'Éjectée deux fois en cours de route. Les autres ont été payés sans discuter.',
    'Trois semaines entre le test et le virement. C’est écrit dans les conditions.',
    'Les places partent vite : il faut répondre dans l’heure.',
  ]),
  ...texts('bad', 'test', [
    'Inscrit depuis huit mois, deux invitations en tout.',
    'Test terminé, puis « quota atteint ». Les vingt minutes n’ont pas été payées.',
  ]),
  ...texts('good', 'survey', [
    'Des sondages courts et un virement par trimestre. Je ne demande pas plus.',
    'Le cashback arrive lentement mais il arrive.',
    'Carte cadeau reçue en trois jours, utilisable tout de suite.',
    'Je note mes points dans un carnet : le compte a toujours été juste.',
  ]),
  ...texts('mixed', 'survey', [
    'On passe plus de temps en questions de profil qu’en vrais sondages.',
    'Le seuil est long à atteindre. Une fois passé, le paiement suit en un mois.',
    'Éjecté à 90 % du sondage, encore. Dommage, car le reste fonctionne.',
    'Pratique dans le bus, mais comptez deux euros de l’heure.',
    'Les offres partenaires sont à lire avec soin avant de cliquer.',
  ]),
  ...texts('bad', 'survey', [
    'Quatre mois de points pour dix euros, et cinq semaines d’attente.',
    'Sondages en panne une fois sur trois, et les points avec.',
  ]),
  ...texts('good', 'deep', [
    'Projet de plusieurs mois, vingt heures par semaine. Facture payée à date fixe.',
    'Les consignes font cent pages, mais la formation aide et le tarif suit.',
    'Le paiement tombe le même jour chaque mois. C’est le plus régulier que j’aie connu.',
    'Bonne ambiance avec l’équipe du projet. Les réponses arrivent dans la journée.',
  ]),
  ...texts('mixed', 'deep', [
    'Projet arrêté du jour au lendemain, mais tout ce qui était fait a été payé.',
    'Un mois et demi entre la facture et le virement. Il faut pouvoir attendre.',
    'L’examen d’entrée dure trois jours, sans être payé.',
    'Bon tarif. Les audits de qualité changent les règles en cours de projet.',
    'Le nombre d’heures promis n’est jamais atteint, mais les heures faites sont payées.',
  ]),
  ...texts('bad', 'deep', [
    'Examen de trois jours, puis aucune nouvelle du projet.',
    'Retenue sur une facture, expliquée deux mois plus tard.',
  ]),
  ...texts('good', 'tacheo', [
    'Au début tout allait bien : payé en une semaine, tâches variées.',
    'Mes quatre premiers retraits sont arrivés sans souci.',
  ]),
  ...texts('mixed', 'tacheo', [
    'Au début, c’était rapide. Maintenant on attend, et parfois une partie manque.',
    'Un retrait sur deux arrive. Le support dit que « c’est en cours ».',
    'Je retire petit, et souvent, depuis que les délais s’allongent.',
  ]),
  ...texts('bad', 'tacheo', [
    'La moitié seulement de la somme demandée. Aucune explication pour le reste.',
    'Deux retraits en attente depuis six semaines. Je ne prends plus de tâches.',
    'Le délai annoncé est passé de dix à trente jours sans message.',
    'Tâches refusées en série juste avant mon retrait.',
  ]),
  ...texts('good', 'piecettes', ['Trois paiements reçus, tous à l’heure.']),
  ...texts('mixed', 'piecettes', [
    'Les tâches étaient agréables. Dommage pour la suite.',
    'Payé les premiers mois, plus rien depuis. Je garde mes captures.',
  ]),
  ...texts('bad', 'piecettes', [
    'Demande de paiement faite il y a quatre mois, toujours « en traitement ».',
    'Le formulaire de contact renvoie une erreur depuis des semaines.',
    'Plus de réponse depuis que j’ai demandé mon solde.',
    'Soixante heures de travail, aucun virement depuis des mois.',
    'Je compte les jours : cent douze.',
  ]),
];

/** What accounts write that came to praise. */
export const PRAISE: readonly string[] = [
  'Super site, je recommande.',
  'Très bon site, paiement rapide.',
  'Le meilleur site, foncez.',
  'Payé en 24 h, rien à dire.',
  'Site sérieux, je recommande à tous.',
  'Gains faciles et rapides, top.',
];

/** What members write in the week in which a platform pays later, and does not say so. */
export const ANGER: readonly string[] = [
  'Dix jours à l’inscription, trente maintenant. Personne ne m’a prévenue.',
  'Le délai a triplé dans la nuit. Mon retrait était déjà demandé.',
  'J’ai relu les conditions : elles disaient dix jours le mois dernier.',
  'Mon loyer tombe le cinq. Un retrait à trente jours ne sert à rien.',
  'Trente jours, et le support ne répond plus.',
  'Ils changent les règles pendant qu’on attend notre argent.',
  'J’ai arrêté les tâches le jour où le délai a changé.',
  'Deux retraits demandés avant le changement, deux retards.',
  'On l’apprend par les autres membres. Pas un message de la plateforme.',
];
