import { foldName } from '#shared/core/text.ts';
import type { MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { useFormValues } from '#web/ui/field-state.ts';

/** The meter of the page's platform; null if a refused form returns with another platform. */
export function useMeterOfTypedPlatform(meter: MeterResponse | null): MeterResponse | null {
  const { platform } = useFormValues();
  if (meter === null || platform === undefined) return null;
  return foldName(platform) === foldName(meter.platform.name) ? meter : null;
}
