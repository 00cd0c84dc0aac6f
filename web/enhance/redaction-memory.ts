import type { Editor, EditorEvents } from './redaction-editor.ts';
import type { ShownFact } from './redaction-pieces.ts';

/**
 * A chosen picture and its covers, for one form. Kept in the memory of this tab only: an uncovered
 * original is never stored.
 */
export type PictureSession = {
  readonly editor: Editor;
  /** The field that shows it now. */
  host: EditorEvents;
  /** The picture attached to the form; null while the editor is open. */
  attached: File | null;
  facts: readonly ShownFact[];
};

const sessions = new Map<string, PictureSession>();

/** The picture chosen earlier for the form under a name; undefined without one. */
export function recallPicture(name: string): PictureSession | undefined {
  return sessions.get(name);
}

export function rememberPicture(name: string, session: PictureSession): void {
  sessions.set(name, session);
  guardSessions();
}

export function forgetPicture(name: string): void {
  sessions.delete(name);
  guardSessions();
}

/** Drops all pictures when signing out, for shared phones. */
export function forgetAllPictures(): void {
  sessions.clear();
  guardSessions();
}

/** Has the browser ask before a reload or another site drops a picture that is not published. */
function guardSessions(): void {
  if (sessions.size > 0) window.addEventListener('beforeunload', askBefore);
  else window.removeEventListener('beforeunload', askBefore);
}

function askBefore(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
