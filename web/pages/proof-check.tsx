import { checkResponse, type CheckResponse } from '#shared/evidence/proof-verification.ts';
import { publishedProof, type PublishedProof } from '#shared/evidence/proofs.ts';
import { CheckDecisionText } from '#web/evidence/proof-verification/check-list.tsx';
import {
  CheckDecisionForm,
  CheckOpinionForm,
} from '#web/evidence/proof-verification/opinion-forms.tsx';
import { CheckPictures } from '#web/evidence/proof-verification/proof-pictures.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { proofInWords } from '#web/evidence/payouts/proof-text.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { Section } from '#web/ui/section.tsx';

/** One check of a proof: the picture, the statements, and the viewer's answer. */
export const proofCheck = definePage({
  membersOnly: true,
  load: async (api, { parameters }) => {
    const id = encodeURIComponent(parameters['id'] ?? '');
    const question = await api.get(`/api/checks/${id}`, checkResponse);
    const payout = await api.get(`/api/payouts/${question.payout}`, publishedProof);
    return { check: question, payout };
  },
  title: ({ payout }, { t }) => t.checks.check.title({ platform: payout.platform.name }),
  body: (data, { t, href }) => {
    const words = t.checks.check;
    const question = data.check;
    const { decision } = question;
    return (
      <>
        <Done messages={t.checks.done} />
        <h1>{words.title({ platform: data.payout.platform.name })}</h1>
        <p className="answer">
          {question.origin === 'match' ? words.match : t.checks.reasons[question.reason]}
        </p>
        <div className="two">
          <CheckPictures check={question} />
          <div>
            <Declared payout={data.payout} />
            <Sentences check={question} />
            {decision === null ? null : (
              <Section title={words.settled}>
                <CheckDecisionText decision={decision} />
                {decision.alone ? <p className="soft">{words.again}</p> : null}
              </Section>
            )}
            <CheckOpinionForm check={question} />
            <CheckDecisionForm check={question} />
          </div>
        </div>
        <p className="links">
          <a href={href('proof', { id: question.payout })}>{words.see}</a>
          <a href={href('checks')}>{words.all}</a>
        </p>
      </>
    );
  },
});

/** The payout as declared, which the picture should show. */
function Declared({ payout }: { payout: PublishedProof }) {
  const page = usePage();
  return (
    <Section title={page.t.checks.check.facts}>
      <p className="answered-head">
        <Tile name={payout.platform.name} size="small" />
        <span>
          {payout.platform.name} · {proofInWords(payout, page)}
        </span>
      </p>
    </Section>
  );
}

function Sentences({ check: question }: { check: CheckResponse }) {
  const { t } = usePage();
  const words = t.checks.check;
  const { right, wrong } = question.opinions;
  return (
    <Section title={words.sentences}>
      {question.doubts === 0 ? null : (
        <p>{t.checks.statements.doubts({ count: question.doubts })}.</p>
      )}
      <p className="soft">
        {right + wrong === 0
          ? t.checks.statements.noOpinion
          : t.checks.statements.opinions({ right, wrong })}
      </p>
      {question.sentences.map(({ said, sentence }, index) => (
        <blockquote key={index}>
          <p>{sentence}</p>
          <p className="soft">{words.said[said]}</p>
        </blockquote>
      ))}
    </Section>
  );
}
