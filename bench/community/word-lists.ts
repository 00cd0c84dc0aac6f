/** Lists that fill the slots of pieces. */
export const MONTHS_FR: readonly string[] =
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');
export const MONTHS_EN: readonly string[] =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

export const METHODS: readonly string[] = [
  'PayPal',
  'virement',
  'carte cadeau',
  'Payoneer',
  'Skrill',
  'MVola',
  'Orange Money',
  'Wave',
  'MTN MoMo',
  'Airtel Money',
  'Mangopay',
];

/** Members' words for their country. */
export const COUNTRY_WORDS: readonly string[] = [
  'France',
  'Belgique',
  'Algérie',
  'Tunisie',
  'Côte d’Ivoire',
  'Espagne',
  'Suisse',
];

/** Towns, larger ones first and thus more frequent. */
export const TOWNS: readonly string[] =
  'Lyon Marseille Lille Toulouse Nantes Bordeaux Rennes Strasbourg Montpellier Nice Grenoble Rouen Dijon Angers Brest Reims Limoges Tours Amiens Metz Besançon Perpignan Caen Orléans Mulhouse Nancy Poitiers Pau Calais Valence Troyes Quimper Lorient Niort Albi Auch Gap Laon Dole Sens Foix Blois Mende Rodez Privas Tulle Guéret Liège Namur Mons Bruxelles Casablanca Rabat Alger Oran Tunis Sfax Abidjan Bouaké Cotonou Douala Yaoundé Antananarivo Toamasina'.split(
    ' ',
  );

/** Parts of pseudonyms; enough combinations for the largest load. */
export const NAME_HEADS: readonly string[] =
  'fourmi abeille renard loutre hibou mouette colibri merle mesange tortue escargot castor chouette cigale luciole marmotte herisson lapin pinson martin ecureuil papillon libellule grillon belette fennec gazelle zebu lemur pelican heron sardine dauphin crabe tulipe jasmin lavande genet bruyere fougere mousse tilleul figuier olivier baobab palmier cedre bambou menthe basilic safran cannelle vanille mangue cerise prune noisette amande chataigne biscotte tartine croissant gaufre crepe soupe marmite bouilloire theiere tasse bol lampe lanterne bougie phare galet dune maree brume pluie nuage orage rosee givre neige soleil lune etoile comete boussole carnet crayon plume stylo gomme trombone clavier souris ecran pixel clic cable prise tirelire monnaie sou centime ticket panier cabas velo tram metro valise sandale casquette echarpe moufle tricot bouton aiguille ruban ficelle'.split(
    ' ',
  );
export const NAME_TAILS: readonly string[] =
  'patient lent vif doux calme gris bleu vert roux blond discret presse tranquille curieux sage tetu agile leger solitaire matinal nocturne du-soir du-matin du-lundi du-nord du-sud de-l-ouest de-l-est en-ville au-vert a-velo a-pied du-coin d-ici de-loin en-pause en-route au-bureau a-la-maison sans-fil sans-bruit du-dimanche d-automne d-ete d-hiver de-mai a-mi-temps en-chemin qui-compte qui-trie qui-note qui-lit malin rieur songeur patiente lente vive douce discrete pressee curieuse matinale rieuse songeuse'.split(
    ' ',
  );
