import { Hidden } from '#web/ui/form.tsx';

/** Hidden field with the address to redirect to. */
export function RedirectField({ next }: { next: string | null }) {
  return next === null ? null : <Hidden name="next" value={next} />;
}

/** The address to redirect to, as query parameters of a link. */
export function redirectQuery(next: string | null): Record<string, string> {
  return next === null ? {} : { next };
}
