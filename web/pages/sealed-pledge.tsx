import { SealedPledgeDrawing } from '#web/collective/pledges/sealed-pledge-drawing.tsx';
import { usePage } from '#web/page-context.ts';
import { LegalClaims } from '#web/evidence/letter-templates/legal-claims.tsx';
import { definePage } from '#web/page.ts';
import { FoldedSection } from '#web/ui/folded-section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** Which of the six drawings stand beside the three steps. */
const SHORT_DRAWINGS = [1, 2, 4];

/**
 * Page that explains sealed pledges to beginners: three drawings, what is protected and what is
 * not; the whole method folded below.
 */
export const sealedPledge = definePage<null>({
  layout: 'middle',
  sameForVisitors: true,
  load: async () => null,
  title: (_, { t }) => t.boycotts.sealed.title,
  head: (_, { t }) => ({ description: t.boycotts.sealed.description }),
  body: (_, { t, href }) => {
    const words = t.boycotts.sealed;
    const { safe, unsafe, after, why } = words;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="answer">{words.say}</p>
        <Section title={words.short.title}>
          <Steps of={words.short.list} drawings={SHORT_DRAWINGS} />
        </Section>
        <div className="two even">
          <Section id="safe" title={safe.title}>
            <Lines className="prose" of={safe.points} />
          </Section>
          <Section title={why.title}>
            <Lines className="prose" of={why.points} />
          </Section>
        </div>
        <Section id="unsafe" title={unsafe.title}>
          <Dangers of={unsafe.points} />
          <div className="folds">
            <FoldedSection id="device" title={unsafe.device.title}>
              <Dangers of={unsafe.device.points} />
            </FoldedSection>
            <FoldedSection id="site" title={unsafe.site.title}>
              <Dangers of={unsafe.site.points} />
            </FoldedSection>
            <FoldedSection id="after" title={after.title}>
              <Lines className="prose" of={after.points} />
            </FoldedSection>
            <FoldedSection id="law" title={words.law.title} say={words.law.say}>
              <Law />
            </FoldedSection>
            <FoldedSection id="check" title={words.check}>
              <h3>{words.steps.title}</h3>
              <Steps of={words.steps.list} />
              <h3>{words.really.title}</h3>
              <Lines className="prose" of={words.really.points} />
            </FoldedSection>
          </div>
        </Section>
        <p className="links">
          <a href={href('boycotts')}>{words.list}</a>
        </p>
      </>
    );
  },
});

type Named = { readonly name: string; readonly text: string };

/** Numbered steps, each with its drawing. */
function Steps(props: { of: readonly Named[]; drawings?: readonly number[] }) {
  const { of, drawings } = props;
  return (
    <ol className={drawings === undefined ? 'sealed-steps' : 'sealed-steps three'}>
      {of.map(({ name, text }, index) => (
        <li key={name}>
          <SealedPledgeDrawing step={drawings?.[index] ?? index} />
          <div>
            <h3>{name}</h3>
            <p>{text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Dangers(props: { of: readonly Named[] }) {
  return (
    <dl className="sealed-unsafe">
      {props.of.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Law() {
  const { t, href } = usePage();
  const words = t.boycotts.sealed.law;
  return (
    <>
      <h3>{words.yesTitle}</h3>
      <LegalClaims claims={words.yes} />
      <h3>{words.noTitle}</h3>
      <LegalClaims claims={words.no} />
      <p className="with-link">
        {words.elsewhere} <a href={href('whatCanIDo')}>{words.help}</a>
      </p>
    </>
  );
}
