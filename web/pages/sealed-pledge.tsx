import { SealedPledgeDrawing } from '#web/collective/pledges/sealed-pledge-drawing.tsx';
import { usePage } from '#web/page-context.ts';
import { LegalClaims } from '#web/evidence/letter-templates/legal-claims.tsx';
import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** Page that explains sealed pledges to beginners: what is protected and what is not. */
export const sealedPledge = definePage<null>({
  layout: 'middle',
  sameForVisitors: true,
  load: async () => null,
  title: (_, { t }) => t.boycotts.sealed.title,
  head: (_, { t }) => ({ description: t.boycotts.sealed.description }),
  body: (_, { t, href }) => {
    const words = t.boycotts.sealed;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="answer">{words.say}</p>
        <Points title={words.why.title} points={words.why.points} />
        <Section title={words.steps.title}>
          <ol className="sealed-steps">
            {words.steps.list.map(({ name, text }, index) => (
              <li key={name}>
                <SealedPledgeDrawing step={index} />
                <div>
                  <h3>{name}</h3>
                  <p>{text}</p>
                </div>
              </li>
            ))}
          </ol>
        </Section>
        <div className="platform-grid">
          <Points title={words.really.title} points={words.really.points} />
          <Points title={words.after.title} points={words.after.points} />
        </div>
        <Points id="safe" title={words.safe.title} points={words.safe.points} />
        <Section id="unsafe" title={words.unsafe.title}>
          <dl className="sealed-unsafe">
            {words.unsafe.points.map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </Section>
        <Law />
        <p className="links">
          <a href={href('boycotts')}>{words.list}</a>
        </p>
      </>
    );
  },
});

function Points(props: { id?: string; title: string; points: readonly string[] }) {
  return (
    <Section title={props.title} {...(props.id === undefined ? {} : { id: props.id })}>
      <Lines className="prose" of={props.points} />
    </Section>
  );
}

function Law() {
  const { t, href } = usePage();
  const words = t.boycotts.sealed.law;
  return (
    <Section id="law" title={words.title} say={words.say}>
      <h3>{words.yesTitle}</h3>
      <LegalClaims claims={words.yes} />
      <h3>{words.noTitle}</h3>
      <LegalClaims claims={words.no} />
      <p className="with-link">
        {words.elsewhere} <a href={href('whatCanIDo')}>{words.help}</a>
      </p>
    </Section>
  );
}
