/** What is done in a boycott, as the public record says it. */
export const boycottKinds = {
  'boycott-proposed': 'Boycott proposé',
  'boycott-changed': 'Texte d’un boycott modifié',
  'boycott-debated': 'Débat sur un boycott ouvert',
  'boycott-pledging': 'Engagements ouverts pour un boycott',
  'boycott-reached': 'Seuil d’un boycott atteint',
  'boycott-on': 'Boycott commencé',
  'boycott-failed': 'Boycott abandonné',
  'boycott-ended': 'Boycott terminé',
  'boycott-key-given': 'Clé d’un organisateur donnée à un boycott',
  'boycott-key-left': 'Clé d’un organisateur reprise d’un boycott',
  'boycott-key-refused': 'Clé d’un organisateur\u00a0: trop de signatures demandées, refusées',
  'boycott-outcome-said': 'Résultat d’un boycott dit',
  'boycott-looked-back': 'Bilan d’un boycott publié',
  'ballot-opened': 'Vote des engagés ouvert',
  'ballot-closed': 'Vote des engagés clos',
};
