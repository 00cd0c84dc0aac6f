/**
 * Whether the metrics count requests to a route. Frequent scraping would reveal when each pledge was sent,
 * which the site itself does not keep.
 */
export function isRouteCounted(route: string): boolean {
  return !/boycott|private-evidence|engagement/.test(route);
}
