/**
 * Whether the posts of an author weigh nothing for now, over alias `a` of `author`: a finding that
 * stands, and that no decision has lifted, names her.
 */
export const SUSPECT = `EXISTS (
  SELECT 1 FROM finding_suspect fs JOIN finding f ON f.id = fs.finding_id
   WHERE fs.author_id = a.id AND f.ended_on IS NULL AND f.lifted_on IS NULL)`;
