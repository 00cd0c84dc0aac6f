import type { EditionCorrection } from '#shared/evidence/barometer/edition.ts';
import { usePage } from '#web/page-context.ts';
import { figureText } from './edition-text.ts';

/** The figures that a definitive edition corrected: before, then after. */
export function Corrections({ of }: { of: readonly EditionCorrection[] }) {
  const context = usePage();
  const { t } = context;
  return (
    <ul>
      {of.map(({ figure, provisional, definitive }) => {
        const [before, after] = [provisional, definitive].map((value) =>
          value === null ? t.barometer.none : figureText(figure, value, context),
        );
        const what = t.barometer.figures[figure].name;
        return (
          <li key={figure}>
            {t.barometer.state.corrected({ what, before: before ?? '', after: after ?? '' })}
          </li>
        );
      })}
    </ul>
  );
}
