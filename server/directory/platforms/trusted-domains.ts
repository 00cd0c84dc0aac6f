import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';

/** Days for which a domain typed by a member must stand undisputed before scripts get it. */
export const DOMAIN_TRIAL_DAYS = 14;

/**
 * SQL: whether scripts get domain `n` of a platform with summary `s`; the first parameter is the
 * time. A domain typed by a member counts once its platform has had a standing, and 14 days after
 * it was last added, with no open dispute, so that one edit affects nobody's pages.
 */
export const IS_TRUSTED_DOMAIN_SQL = `(n.kind = 'domain' AND COALESCE((
  SELECT s.ever_known AND r.created_at <= $1::timestamptz - interval '${DOMAIN_TRIAL_DAYS} days'
         AND NOT EXISTS (SELECT 1 FROM revision_dispute d WHERE d.revision_id = r.id AND ${countsInFiguresSql('d')})
    FROM platform_revision r
   WHERE r.platform_id = n.platform_id AND r.field = 'domains'
     AND r.after ? n.text AND NOT r.before ? n.text
   ORDER BY r.created_at DESC, r.id DESC LIMIT 1), true))`;
