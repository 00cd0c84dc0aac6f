/** The API path of a boycott, or of a resource below it. */
export function boycottApiPath(id: string, part?: string): string {
  const path = `/api/boycotts/${encodeURIComponent(id)}`;
  return part === undefined ? path : `${path}/${part}`;
}
