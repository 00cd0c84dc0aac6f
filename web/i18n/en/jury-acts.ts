import type {
  appealEnds as frenchEnds,
  juryDone as frenchDone,
  juryKinds as frenchKinds,
} from '#web/i18n/fr/jury-acts.ts';

/** What appeals and juries do, as the public record says it. */
export const juryKinds: typeof frenchKinds = {
  'appeal-made': 'Appeal made',
  'appeal-withdrawn': 'Appeal withdrawn by its author',
  'appeal-ended': 'Appeal ended',
  'jury-called': 'Jury called, list and hour of the draw fixed',
  'jury-nonce': 'Words added to a draw, in a closed envelope',
  'jury-nonce-told': 'Words of a draw told to the site',
  'jury-drawn': 'Jury drawn at random',
  'juror-replaced': 'Juror replaced by the next of the draw',
  'jury-decided': 'Jury: decision made',
  'jury-failed': 'Jury without a majority, for lack of people',
  'jury-dropped': 'Jury with nothing left to decide',
};

/** What a page says after one acted about an appeal or a jury. */
export const juryDone: typeof frenchDone = {
  appealed: 'Your appeal is made. Other people will decide.',
  'appeal-withdrawn': 'Your appeal is withdrawn. The decision stands.',
  'words-given': 'Your words will count in the draw.',
  'words-told': 'Your words are received. They are published with the draw.',
  voted: 'Your vote is noted. It stays secret until the end.',
  'jury-declined': 'Noted. Another person takes your place.',
};

/** What came of an appeal, for who made it. */
export const appealEnds: typeof frenchEnds = {
  open: 'your appeal is open.',
  upheld: 'others have decided, the decision is confirmed. Read why.',
  reversed: 'others have decided otherwise. Read why.',
  undecided: 'no jury could decide. The decision stands, you can appeal again.',
  withdrawn: 'your appeal is withdrawn.',
};
