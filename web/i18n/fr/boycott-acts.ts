/** What is done in a boycott, as the public record says it. */
export const boycottKinds = {
  'boycott-proposed': 'Boycott proposé',
  'boycott-changed': 'Texte d’un boycott modifié',
  'boycott-debated': 'Débat sur un boycott ouvert',
  'boycott-pledging': 'Engagements ouverts pour un boycott',
  'boycott-keys-told': 'Clés d’un boycott publiées, avant le premier engagement',
  'boycott-keys-destroyed': 'Clés d’un boycott détruites',
  'boycott-reached': 'Seuil d’un boycott atteint',
  'boycott-on': 'Boycott commencé',
  'boycott-failed': 'Boycott abandonné',
  'boycott-ended': 'Boycott terminé',
  'boycott-outcome-said': 'Résultat d’un boycott dit',
  'boycott-looked-back': 'Bilan d’un boycott publié',
  'boycott-withdrawn': 'Boycott retiré par son auteur',
  'ballot-opened': 'Vote des engagés ouvert',
  'ballot-closed': 'Vote des engagés clos',
};
