import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { boycottTitleOf } from './boycott-text.ts';

type Texts = Pick<BoycottResponse, 'title' | 'grievance' | 'withdrawn'>;

/** The title of a boycott in its own language; `shorten` makes it shorter where there is little room. */
export function BoycottTitle(props: { boycott: Texts; shorten?: (title: string) => string }) {
  const { t } = usePage();
  const writtenIn = useTextLanguage();
  const { boycott, shorten } = props;
  const title = boycottTitleOf(boycott, t);
  // A title alone is often too short to tell its language.
  const said = boycott.withdrawn ? null : `${boycott.title} ${boycott.grievance}`;
  return <bdi lang={writtenIn(said)}>{shorten?.(title) ?? title}</bdi>;
}
