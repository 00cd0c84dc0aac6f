/** What is done in a boycott, as the public record says it. */
export const boycottKinds = {
  'boycott-proposed': 'Boycott proposed',
  'boycott-changed': 'Text of a boycott changed',
  'boycott-debated': 'Debate on a boycott opened',
  'boycott-pledging': 'Pledging for a boycott opened',
  'boycott-reached': 'Threshold of a boycott reached',
  'boycott-on': 'Boycott begun',
  'boycott-failed': 'Boycott failed',
  'boycott-ended': 'Boycott ended',
  'boycott-key-given': 'Key of an organiser given to a boycott',
  'boycott-key-left': 'Key of an organiser taken from a boycott',
  'boycott-key-refused': 'Key of an organiser: too many signatures asked for, refused',
  'boycott-outcome-said': 'Outcome of a boycott said',
  'boycott-looked-back': 'Look back on a boycott published',
  'ballot-opened': 'Vote of the pledgers opened',
  'ballot-closed': 'Vote of the pledgers closed',
};
