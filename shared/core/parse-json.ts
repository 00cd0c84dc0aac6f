/** Parses JSON; null when it is invalid, which the caller's schema then refuses. */
export function parseJsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
