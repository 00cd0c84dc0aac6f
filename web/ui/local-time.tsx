import { usePage } from '#web/page-context.ts';

/** A moment, which the script rewrites in the time zone of the device. */
export function LocalTime({ moment }: { moment: string }) {
  const { format } = usePage();
  return (
    <time dateTime={moment} data-local="">
      {format.moment(moment)}
    </time>
  );
}
