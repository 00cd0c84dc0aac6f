import {
  dumpArchiveName,
  dumpsResponse,
  dumpFolderName,
  type PublishedDump,
} from '#shared/portability/published-dumps.ts';
import { usePage } from '#web/page-context.ts';
import { DumpArchives, DumpContents } from '#web/portability/dump/dump-archives.tsx';
import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** Days for which texts are withheld, when there is no dump to tell. */
const YOUNG_DAYS = 14;

/** Public data to download: the dumps, their contents, how to check and use them. */
export const openData = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: (api) => api.get('/api/dumps', dumpsResponse),
  title: (_, { t }) => t.data.title,
  head: (_, { t }) => ({ description: t.data.description }),
  body: ({ daily, dumps }, { t, format, href, origin }) => {
    const words = t.data;
    const [latest, ...former] = dumps;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <Lines className="prose" of={words.why} />
        {latest === undefined ? (
          <p className="aside">{daily ? words.none : words.off}</p>
        ) : (
          <>
            <Download dump={latest} />
            <Section title={words.inside} id="inside">
              <DumpContents dump={latest} />
            </Section>
          </>
        )}
        <Section title={words.missing} id="missing">
          <Sentences
            of={[
              ...words.missingSay,
              words.young({ days: latest?.youngDays ?? YOUNG_DAYS }),
              words.erased,
              words.erasures,
            ]}
          />
        </Section>
        <Section title={words.licences} id="licences">
          <Sentences of={words.licenceSay} />
        </Section>
        <Section title={words.verify} say={words.verifySay} id="verify">
          <Command text={`node verify.mjs ${origin}`} />
          <p className="links">
            <a href={`${href('publicRecord')}#verify`}>{words.links.record}</a>
          </p>
        </Section>
        <Section title={words.fork} id="fork">
          <Sentences of={words.forkSay} />
          <Command text={forkCommands(latest?.day ?? words.dayForm)} />
        </Section>
        {former.map((dump) => (
          <Section
            key={dump.day}
            title={words.former({ day: format.day(dump.day) })}
            say={words.formerSay}
          >
            <DumpArchives dump={dump} />
          </Section>
        ))}
        <p className="links">
          <a href="/api" data-turbo="false">
            {words.links.api}
          </a>
          <a href={href('publicRecord')}>{words.links.record}</a>
        </p>
      </>
    );
  },
});

function Download({ dump }: { dump: PublishedDump }) {
  const { t, format, origin } = usePage();
  const words = t.data;
  const whole = dump.archives.find(({ archive }) => archive === 'whole');
  return (
    <Section title={words.download} say={words.of({ day: format.day(dump.day) })} id="download">
      <DumpArchives dump={dump} />
      {whole === undefined ? null : (
        <>
          <p>{words.resume}</p>
          <Command text={`wget -c ${origin}${dump.path}${whole.name}`} />
        </>
      )}
      <p className="with-link">
        {words.single}{' '}
        <a href={`${dump.path}manifest.json`} data-turbo="false">
          {words.manifest}
        </a>
      </p>
      <p>
        {words.latest} <code>{origin}/dump/latest/whole.tar.gz</code>
      </p>
    </Section>
  );
}

/** Commands that unpack a day's archive and make a site from it. */
function forkCommands(day: string): string {
  const unpack = `tar xzf ${dumpArchiveName('whole', day)}`;
  return `${unpack}\nnpm run import -- --dump ${dumpFolderName(day)}`;
}

function Sentences({ of }: { of: readonly string[] }) {
  return <Lines className="prose" of={of} />;
}

function Command({ text }: { text: string }) {
  return (
    <pre className="command">
      <code>{text}</code>
    </pre>
  );
}
