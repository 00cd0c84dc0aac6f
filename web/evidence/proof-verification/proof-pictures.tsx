import type { CheckResponse } from '#shared/evidence/proof-verification.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

type Picture = NonNullable<CheckResponse['picture']>;

/** The picture under check; where it resembles an earlier one, also that and their difference. */
export function CheckPictures({ check }: { check: CheckResponse }) {
  const { t } = usePage();
  const words = t.checks.check;
  const { picture, match } = check;
  if (picture === null) {
    const covered = check.covered && check.ofThisPicture;
    return <p className="aside">{covered ? words.covered : words.replaced}</p>;
  }
  if (check.origin !== 'match') {
    return (
      <Section title={words.proof}>
        <figure className="reading">
          <Shot picture={picture} alt={words.pictureAlt} />
        </figure>
      </Section>
    );
  }
  if (match === null || match.picture === null) {
    return (
      <Section title={words.proof} say={words.earlierGone}>
        <figure className="reading">
          <Shot picture={picture} alt={words.pictureAlt} />
        </figure>
      </Section>
    );
  }
  return <Compared check={check} later={picture} earlier={match.picture} />;
}

function Compared(props: { check: CheckResponse; later: Picture; earlier: Picture }) {
  const { t, format, href } = usePage();
  const words = t.checks.check;
  const { match, similarity } = props.check;
  return (
    <Section title={words.compare}>
      <p>
        <strong>{words.proves}</strong> {words.alike}
      </p>
      {similarity === null ? null : (
        <p className="soft">{words.shared({ share: format.share(similarity) })}</p>
      )}
      <div className="compared" data-enhance="picture-diff" data-differs={words.differs}>
        <figure>
          <Shot picture={props.later} alt={words.later} />
          <figcaption>{words.later}</figcaption>
        </figure>
        <figure>
          <Shot picture={props.earlier} alt={words.earlier} />
          <figcaption>
            {match === null ? (
              words.earlier
            ) : (
              <a href={href('proof', { id: match.payout })}>{words.earlier}</a>
            )}
          </figcaption>
        </figure>
      </div>
    </Section>
  );
}

function Shot({ picture, alt }: { picture: Picture; alt: string }) {
  const { url, width, height } = picture;
  return <img src={url} width={width} height={height} alt={alt} decoding="async" />;
}
