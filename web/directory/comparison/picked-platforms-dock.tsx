import { MAX_COMPARED } from '#shared/directory/platform-comparison.ts';
import { usePage } from '#web/page-context.ts';

/**
 * The button that compares the ticked platforms: hidden while none is ticked. A script adds their tiles
 * and their number, and says when there are enough.
 */
export function PickedPlatformsDock() {
  const { t, href } = usePage();
  const words = t.comparison.pick;
  const counts = Array.from({ length: MAX_COMPARED + 1 }, (_, count) => words.compare({ count }));
  return (
    <div className="dock picked" data-counts={JSON.stringify(counts)} data-full={words.full}>
      <span className="picked-tiles" data-part="tiles" />
      <button className="button" formAction={href('comparePlatforms')}>
        {words.compareTicked}
      </button>
      <p className="hidden-visually" role="status" data-part="status" />
    </div>
  );
}
