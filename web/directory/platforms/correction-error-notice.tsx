import { usePage } from '#web/page-context.ts';

/** Errors without a field: nothing changed, a concurrent edit, a name taken. */
export function CorrectionErrorNotice() {
  const { t, form } = usePage();
  if (form?.form !== 'correction') return null;
  const words = t.platforms.correction;
  if (form.code === 'conflict') return <p className="alert">{words.changedMeanwhile}</p>;
  if (form.code === 'bad-input' && Object.keys(form.fields).length === 0) {
    return <p className="alert">{words.nothingChanged}</p>;
  }
  return <PlatformTakenNotice text={words.taken} />;
}

/** Notice that another platform already has the typed name or address, with a link to it. */
export function PlatformTakenNotice({ text }: { text: string }) {
  const { t, form, href } = usePage();
  const taken = Object.values(form?.fields ?? {}).find(({ code }) => code === 'taken');
  if (taken?.limit === undefined) return null;
  return (
    <p className="aside">
      {text} <a href={href('platform', { slug: taken.limit })}>{t.platforms.add.seeTaken}</a>
    </p>
  );
}
