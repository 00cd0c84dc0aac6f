/** Where the API has one boycott, and what is sent to it. */
export function boycottPath(id: string, part?: string): string {
  const path = `/api/boycotts/${encodeURIComponent(id)}`;
  return part === undefined ? path : `${path}/${part}`;
}
