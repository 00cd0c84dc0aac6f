import type { AppealState } from '#shared/governance/appeals.ts';

/** What appeals and juries do, as the public record says it. */
export const juryKinds = {
  'appeal-made': 'Recours déposé',
  'appeal-withdrawn': 'Recours retiré par son auteur',
  'appeal-ended': 'Recours terminé',
  'jury-called': 'Jury convoqué, liste et heure du tirage fixées',
  'jury-nonce': 'Mots ajoutés à un tirage au sort, sous enveloppe fermée',
  'jury-nonce-told': 'Mots d’un tirage au sort révélés au site',
  'jury-drawn': 'Jury tiré au sort',
  'juror-replaced': 'Juré remplacé par le suivant du tirage',
  'jury-decided': 'Jury\u00a0: décision prise',
  'jury-failed': 'Jury sans majorité, faute de personnes',
  'jury-dropped': 'Jury sans objet',
};

/** What a page says after one acted about an appeal or a jury. */
export const juryDone = {
  appealed: 'Votre recours est déposé. D’autres personnes vont décider.',
  'appeal-withdrawn': 'Votre recours est retiré. La décision reste.',
  'words-given': 'Vos mots compteront dans le tirage.',
  'words-told': 'Vos mots sont reçus. Ils seront publiés avec le tirage.',
  voted: 'Votre vote est noté. Il reste secret jusqu’à la fin.',
  'jury-declined': 'C’est noté. Une autre personne prend votre place.',
};

/** What came of an appeal, for who made it. */
export const appealEnds: Record<AppealState, string> = {
  open: 'votre recours est ouvert.',
  upheld: 'd’autres ont décidé, la décision est confirmée. Lisez pourquoi.',
  reversed: 'd’autres ont décidé autrement. Lisez pourquoi.',
  undecided: 'aucun jury n’a pu décider. La décision reste, vous pouvez refaire un recours.',
  withdrawn: 'votre recours est retiré.',
};
