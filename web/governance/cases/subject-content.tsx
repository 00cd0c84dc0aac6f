import type { CaseResponse } from '#shared/governance/case-handling.ts';
import { usePage } from '#web/page-context.ts';
import { UserText } from '#web/ui/user-text.tsx';
import { subjectPagePath } from './case-text.ts';

/** The subject of a case; its pictures are blurred until clicked. */
export function SubjectContent({ thing }: Pick<CaseResponse, 'thing'>) {
  const { t, language, format } = usePage();
  const words = t.moderation.case;
  if (thing === null) return <p className="aside">{words.gone}</p>;
  const { text, source, signedAs, money, month, marks, pictures, place } = thing;
  const facts = [
    money === null ? null : format.money(money.minor, money.currency),
    month === null ? null : format.month(month),
    marks.length === 0 ? null : `${words.marks} ${marks.join(', ')}`,
    signedAs === null ? null : `${words.signedAs} ${signedAs}`,
    source === null ? null : `${words.source} ${source}`,
  ].filter((fact) => fact !== null);
  return (
    <>
      <p className="soft">{words.author}</p>
      <UserText text={text ?? words.noText} />
      {facts.length === 0 ? null : <p dir="auto">{facts.join(' · ')}</p>}
      {pictures.map(({ url, width, height }) => (
        <div key={url} className="hard-picture">
          <label>
            <input type="checkbox" /> <span>{words.show}</span>
          </label>
          <img src={url} alt={words.pictureAlt} width={width} height={height} loading="lazy" />
        </div>
      ))}
      {place === null ? null : (
        <p className="links">
          <a href={subjectPagePath(place, language)}>{words.place}</a>
        </p>
      )}
    </>
  );
}
