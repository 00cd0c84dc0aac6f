import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';

/** Leads from "the platform may recognise you" to what a member can do about it. */
export function RecognitionRiskLink() {
  const { t, language } = usePage();
  return <a href={`${pathTo(language, 'privacy')}#reconnaitre`}>{t.common.recognition}</a>;
}
