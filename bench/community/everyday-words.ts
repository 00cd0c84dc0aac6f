/** Everyday plural nouns, so that any article fits, about the surroundings of work. */
export const THINGS: readonly string[] =
  'factures courses lessives devoirs repas valises cartons tickets relevés papiers dossiers formulaires timbres enveloppes clés lunettes chaussettes bottes manteaux écharpes draps rideaux coussins tapis chaises tables étagères tiroirs placards ampoules piles câbles chargeurs écouteurs casques claviers écrans imprimantes cartouches photocopies agendas cahiers stylos ciseaux colles classeurs pochettes bibliothèques romans journaux magazines recettes confitures gâteaux tartes salades soupes légumes carottes poireaux pommes poires cerises figues olives fromages yaourts œufs pâtes lentilles farines épices thés cafés tisanes biscuits tartines bus trains trams vélos trottinettes trottoirs escaliers ascenseurs couloirs voisins cousines neveux collègues amies parents enfants jumeaux chats chiens poules lapins abeilles moineaux jardins balcons tomates tulipes rosiers arrosoirs râteaux averses orages canicules gelées vacances dimanches matinées soirées nuits semaines trimestres rentrées anniversaires mariages déménagements travaux peintures fuites coupures pannes batteries vitres portes serrures toitures gouttières chauffages radiateurs couvertures bouillottes rhumes grippes ordonnances dentistes lentilles pharmacies rendez-vous guichets files préfectures mairies écoles cantines crèches lycées examens concours stages entretiens lettres réponses annonces agences loyers charges impôts remboursements crédits livrets centimes pourboires étrennes cadeaux colis livreurs points relais bornes parkings péages covoiturages frontières douanes passeports visas langues accents proverbes chansons radios films séries matchs ballons piscines randonnées sentiers plages marées ports bateaux phares ponts tunnels gares quais correspondances retards grèves manifestations assemblées syndicats permanences avocates juges contrats clauses annexes signatures tampons preuves témoins dates calendriers horloges minuteurs réveils siestes pauses respirations étirements poignets épaules paupières migraines lumières ombres couleurs contrastes polices marges colonnes lignes tableaux cellules formules totaux moyennes écarts courbes graphiques cartes boussoles adresses numéros codes mots phrases virgules fautes accents majuscules résumés listes notes rappels alertes sonneries vibrations notifications messages courriels pièces signets onglets fenêtres extensions mises sauvegardes dossiers copies captures archives'.split(
    ' ',
  );

/** Adjectives for masculine nouns. */
export const QUALITIES: readonly string[] =
  'calme lent rapide correct honnête juste injuste pénible utile inutile clair confus simple compliqué long court facile difficile bizarre étrange normal rare courant régulier irrégulier stable fragile solide léger lourd amusant ennuyeux répétitif varié instructif fatigant reposant stressant rassurant inquiétant encourageant décourageant prometteur décevant acceptable passable excellent moyen médiocre modeste généreux mesquin raisonnable exagéré précis vague détaillé sommaire complet partiel fiable douteux transparent opaque public discret ancien récent moderne vieillot pratique commode gênant bruyant silencieux propre brouillon soigné bâclé patient pressé tranquille agité souple rigide ouvert fermé gratuit payant rentable ruineux équitable inégal prévisible imprévu soudain progressif durable provisoire définitif'.split(
    ' ',
  );

/** Past participles after "j’ai". */
export const DONE: readonly string[] =
  'terminé commencé recommencé repris laissé rangé trié classé noté compté vérifié relu corrigé imprimé photographié enregistré écouté transcrit traduit comparé mesuré calculé additionné attendu cherché trouvé perdu retrouvé demandé réclamé signalé expliqué raconté montré caché gardé jeté réparé nettoyé branché débranché installé désinstallé essayé testé refusé accepté validé annulé reporté avancé retardé oublié rappelé appelé écrit envoyé reçu ouvert fermé payé encaissé dépensé économisé prêté rendu'.split(
    ' ',
  );

/** Off-topic sentences, as in every forum. */
export const ASIDES: readonly string[] = [
  'Hier soir, entre les {things} et les {things}, j’ai [fait|fini|vu passer] {n28} tâches.',
  'C’est [un peu|assez|plutôt] {quality}, [un peu|parfois] {quality}, mais ça passe.',
  'On m’avait dit {quality}, [c’est plutôt|je dirais] {quality}.',
  'J’ai {done} les {things}, {done} les {things}, et il est déjà {n28} h.',
  'Avec les {things} en ce moment, je n’ai pas [le temps|la tête à ça|vraiment le choix].',
  'Le système est {quality}, le support {quality}, le paiement {quality}.',
  'Chez nous ce sont les {things} d’abord, les {things} ensuite.',
  'Rien à voir, mais quelqu’un s’y connaît en {things} ?',
  'J’ai {done} trois fois avant de comprendre, c’était {quality}.',
  'Entre {things}, {things} et {things}, il reste une heure par jour.',
  'Mes {things} attendront, je préfère {verb}.',
  'Pour {verb} il faut du temps, pour {verb} encore plus.',
];

export const VERBS: readonly string[] =
  'attendre relancer écrire compter noter vérifier comparer lire relire dormir marcher respirer discuter apprendre comprendre expliquer partager prévenir demander refuser essayer recommencer abandonner continuer ralentir accélérer trier classer ranger photographier transcrire traduire annoter cliquer répondre signaler prouver archiver sauvegarder imprimer calculer additionner partir revenir rester choisir hésiter décider voter signer négocier'.split(
    ' ',
  );
