import { boycottsResponse, type BoycottsResponse } from '#shared/collective/boycotts.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { SUBJECT_PARAMETERS } from '#web/community/forum/page-addresses.ts';
import { LanguageMark } from '#web/ui/language-mark.tsx';
import { Section } from '#web/ui/section.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { BoycottList } from './boycott-list.tsx';

const SHOWN = 3;

type Kind = 'platform' | 'client' | 'task';

const KEYS = { platform: slug, client: slug, task: id } satisfies Record<Kind, unknown>;

/**
 * The boycotts of a platform, a client or a task, most advanced first. Invalid names give none:
 * their page is not-found anyway.
 */
export async function findBoycottsOf(api: Api, kind: Kind, key: string): Promise<BoycottsResponse> {
  if (!KEYS[kind].safeParse(key).success) return { boycotts: [], next: null };
  return api.get(`/api/boycotts?${kind}=${encodeURIComponent(key)}`, boycottsResponse);
}

/**
 * The boycotts of the page's subject, and the link to propose one; a single line when there are
 * none.
 */
export function BoycottsSection(props: { kind: Kind; about: string; boycotts: BoycottsResponse }) {
  const { t, href } = usePage();
  const words = t.boycotts.list;
  const { kind, about } = props;
  const { boycotts } = props.boycotts;
  const all = href('boycotts', {}, { [SUBJECT_PARAMETERS.platform]: about });
  return (
    <Section
      id="boycotts"
      title={words.section}
      say={boycotts.length === 0 ? words.sectionNone : words.sectionSay}
      {...(kind === 'platform' && boycotts.length > SHOWN
        ? { all: { href: all, label: words.all } }
        : {})}
    >
      <BoycottList boycotts={boycotts.slice(0, SHOWN)} heading="h3" />
      <p className="buttons">
        <a
          className="button second small"
          href={href('proposeBoycott', {}, { [SUBJECT_PARAMETERS[kind]]: about })}
        >
          {words.proposeHere}
        </a>
      </p>
    </Section>
  );
}

/** The boycotts of the page's subject that are on or open for pledges, near the top of the page. */
export function CurrentBoycotts({ boycotts: { boycotts } }: { boycotts: BoycottsResponse }) {
  const { t, href } = usePage();
  const writtenIn = useTextLanguage();
  const words = t.boycotts.one.nowHere;
  return boycotts.map(({ id, title, state, hiding }) =>
    (state === 'on' || state === 'pledging') && hiding === null ? (
      <p key={id} className="boycott-now">
        {words[state]}{' '}
        <a href={href('boycott', { id })}>
          <bdi lang={writtenIn(title)}>{title}</bdi>
        </a>
        <LanguageMark text={title} />
      </p>
    ) : null,
  );
}
