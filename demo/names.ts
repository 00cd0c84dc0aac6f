/** Pseudonyms that were made up; none is taken from a person. */
export const PSEUDONYMS: readonly string[] = (
  'fourmi_patiente clic-du-soir mamanclique petitepiece34 doigtsagiles cafe-et-clics lasourisverte ' +
  'tachetron nuitblanche59 pouce-leger abeille73 grainedesel kaolin7 micro-marmotte lundimatin ' +
  'escargot_presse tisane-et-tri boutdeficelle tournesol13 papillon-bleu ecureuil-econome zestedecitron ' +
  'moulinavent ptitedebrouille clavier-use lanterne22 souris-grise piecejaune lepetitplus sablier ' +
  'trefle44 balade-et-photo cartebleue_vide marche-et-gagne genet-dore clicomane petitesmains ' +
  'fin-de-mois crayon-gris pain-au-choco bricoleur-du-web colibri-tete mangue-mure baobab225 ' +
  'atlas-clic jasmin_blanc figuier62 sahel-numerique dattes-et-menthe casbah-web lagune-abidjan ' +
  'vanille-mada ravinala cafe-touba ndole237 teranga-clic kora-douce hirondelle-sud argan-doux ' +
  'medina21 pirogue9 harmattan cauris-et-clics orangeamere zebu-tranquille aloalo lamba-bleu ' +
  'cotonou-soir tamtam-web frites-et-photos gaufre-liegeoise canal-midi ruche-numerique noisette_roux ' +
  'cent-a-cent sou-par-sou goutte-a-goutte deux-ecrans chatsurclavier biscotte80 radis-noir ' +
  'pissenlit marguerite-lente velo-bleu tramway-d carnet-spirale ticket-de-caisse stylo-vert ' +
  'petit-poucet caillou-blanc fil-a-fil laine-et-clics casquette-rouge pluie-fine brume_du_nord ' +
  'phare-ouest galet-rond mouette33 bigorneau maree-basse dune-blonde pinede40 cigale-active ' +
  'lavande-04 oliveverte mistral-gagnant tomettes sieste-courte poivron-rouge marmite-pleine ' +
  'soupe-aux-choux etudiante-fauchee master2galere retraite-active intermittent-clic nounou-le-jour ' +
  'veilleur-de-nuit caissiere-le-soir livreur-a-pied prof-en-pause chomage-partiel papa-au-foyer ' +
  'doublejournee complement50 pour-les-courses loyer-paye essence-et-pain petit-budget tirelire-fendue ' +
  'bas-de-laine monnaie-de-singe quatre-sous trois-francs six-sous cinq-centimes dix-balles ' +
  'reconnaissance-images etiqueteuse trieur-de-photos transcriptrice oreille-fine oeil-de-lynx ' +
  'loupe-en-main dico-ouvert virgule-juste accent-grave cedille_douce point-virgule ortho-graphe ' +
  'relectrice37 sous-titreur pixel-fatigue rectangle-rouge boite-englobante feu-tricolore ' +
  'passage-pieton trottoir-vu captcha-humain pas-un-robot robot-malgre-moi algorithme-nu ' +
  'turc-mecanique petite-main-ia donnees-triees ' +
  'sagefemme-non couette-et-wifi connexion-lente forfait-epuise batterie-faible ecran-fissure ' +
  'vieux-portable cyber-du-coin prise-multiple wifi-du-voisin nuage-gris data-prepayee ' +
  'rosee-du-matin perce-neige mesange-bleue merle_moqueur hibou-insomnie loir-reveille taupe-myope ' +
  'herisson-doux tortue-rapide lievre-lent renard-roux loutre19 castor-bosseur blaireau-poli ' +
  'salamandre truite-vive saumon-remonte carpe-muette ' +
  'grenouille-verte rainette-grise tetard77 libellule-lente coccinelle8 scarabee-dore lucane criquet-calme ' +
  'sauterelle21 ver-luisant bourdon-tardif guepe-polie lezard-au-chaud couleuvre orvet bouquetin ' +
  'marmotte-eveillee chamois-leste isard05 genepi edelweiss-urbain sapin-penche meleze38 chene-creux ' +
  'bouleau-blanc saule-rieur tilleul-sucre noyer-solide chataigne-chaude noix-fraiche prunelle ' +
  'mirabelle54 quetsche reine-claude griotte cassis-noir groseille-acide rhubarbe-rose fraise-tardive ' +
  'melon-mur pasteque66 grenade-ouverte abricot-sec amande-grillee olive-noire caroube oued-clair ' +
  'palmeraie oasis-en-ligne chergui sirocco-doux alize-lent mousson caravane-web theiere-pleine ' +
  'menthe-poivree semoule-fine harissa-douce brik-a-midi couscous-vendredi tajine-lent bissap-frais ' +
  'attieke alloco-du-soir garba-midi foutou-banane gnamakoudji placali manioc-clic igname82 mil-et-sorgho ' +
  'karite-doux calebasse balafon-bas djembe-sourd griot-moderne pagne-bleu wax-et-clics taxi-brousse ' +
  'zemidjan maquis-wifi rue-princesse plateau-dokui grand-bassam ouidah-plage porto-novo-nord ganvie ' +
  'wouri-calme mont-cameroun mfoundi poulet-dg eru-complet koki-du-jour baie-des-francais nosy-clic ' +
  'tana-brume rizieres-hautes romazava baobab-couche girofle-rose ylang-leger makis-au-soir ' +
  'moules-le-midi chicon-gratin terril-vert beffroi-bas peniche-lente ecluse12 chemin-de-halage ' +
  'betterave-bleue houblon-sec polder-plat digue-du-nord tapas-a-minuit azulejo sierra-lente ' +
  'cle-a-molette tournevis-fin rabot-use equerre-juste fil-de-plomb niveau-a-bulle copeau-de-bois ' +
  'craie-blanche ardoise-neuve buvard-rose gomme-usee compas-ouvert trombone-plie agrafe-perdue ' +
  'dossier-vert classeur-plein tampon-encreur machine-a-cafe ascenseur-en-panne salle-d-attente ' +
  'rer-b-bonde dernier-metro quai-numero-3 correspondance-ratee bus-de-nuit76 velo-cargo rocade-sud'
).split(' ');

/** Accounts that came in one week to praise one platform. */
export const NEWCOMERS: readonly string[] = (
  'alex2501 sonia_m75 kevin-pro maxgain julie0303 toptask laura-92 nico.b fanny_l gains4u ' +
  'mehdi-1990 clara_online bestclic tom-tom88'
).split(' ');

/** Accounts that are paid to say that a platform pays, which its members deny. */
export const HIRED: readonly string[] =
  'emma.top ludo-gagne sarah_ok81 yanis.net lea-express theo_cash manon7755 hugo.fast ines-plus'.split(
    ' ',
  );
