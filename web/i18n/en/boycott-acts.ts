/** What is done in a boycott, as the public record says it. */
export const boycottKinds = {
  'boycott-proposed': 'Boycott proposed',
  'boycott-changed': 'Text of a boycott changed',
  'boycott-debated': 'Debate on a boycott opened',
  'boycott-pledging': 'Pledging for a boycott opened',
  'boycott-keys-told': 'Keys of a boycott told, before the first pledge',
  'boycott-keys-destroyed': 'Keys of a boycott destroyed',
  'boycott-reached': 'Threshold of a boycott reached',
  'boycott-on': 'Boycott begun',
  'boycott-failed': 'Boycott failed',
  'boycott-ended': 'Boycott ended',
  'boycott-outcome-said': 'Outcome of a boycott said',
  'boycott-looked-back': 'Look back on a boycott published',
  'boycott-withdrawn': 'Boycott withdrawn by its author',
  'ballot-opened': 'Vote of the pledgers opened',
  'ballot-closed': 'Vote of the pledgers closed',
};
