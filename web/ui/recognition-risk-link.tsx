import { usePage } from '#web/page-context.ts';

/** Link from "the platform may recognise you" to what a member can do about it. */
export function RecognitionRiskLink() {
  const { t, href } = usePage();
  return <a href={`${href('privacy')}#reconnaitre`}>{t.common.recognition}</a>;
}
