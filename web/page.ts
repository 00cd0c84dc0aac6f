import type { ReactNode } from 'react';
import type { FirstPostLimits, PostingPause } from '#shared/community/forum.ts';
import type { FieldIssues, ErrorCode } from '#shared/core/errors.ts';
import type { Language } from '#shared/core/languages.ts';
import type { FirstScreen } from '#web/first-screens.ts';
import type { PageName } from '#shared/core/paths.ts';
import type { Theme } from '#shared/site/theme.ts';
import type { Messages } from './i18n/messages.ts';
import type { formatsFor } from './page-formats.ts';
import type { Api } from './in-process-api.ts';
import type { OwnParts } from './own-parts.tsx';

/** The facts about the viewer that pages need. */
export type PageViewer = {
  /** An opaque value that distinguishes accounts on a shared device. */
  readonly mark: string;
  readonly pseudonym: string;
  readonly established: boolean;
  readonly moderator: boolean;
};

/** The values and errors of a refused form, so that no input is lost. */
export type FormState = {
  readonly form: string;
  readonly code: ErrorCode;
  readonly fields: FieldIssues;
  readonly values: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number | null;
};

/** What of a member a page inserts after it was drawn for all. */
export type Inserted = {
  /** How far she has read the threads that the page lists, by id. */
  readonly lastRead?: Readonly<Record<string, number>>;
  /** The limits of a young account; null for others. */
  readonly firstPosts?: FirstPostLimits | null;
  /** Her pause from posting; null without one. */
  readonly paused?: PostingPause | null;
  /** How many first posts of new members wait for a volunteer; null for others. */
  readonly waitingFirstPosts?: number | null;
};

/** Context available to all components through `usePage`. */
export type PageContext = {
  readonly language: Language;
  readonly t: Messages;
  readonly format: ReturnType<typeof formatsFor>;
  /** The path of a page of this site, in the language of this page. */
  readonly href: (
    page: PageName,
    parameters?: Readonly<Record<string, string>>,
    query?: Readonly<Record<string, string | number | undefined>>,
  ) => string;
  readonly viewer: PageViewer | null;
  /** Whether the visitor is signed in is unknown, since the database is down: `viewer` is null. */
  readonly sessionUnknown: boolean;
  /** Number of her pending payouts that await an answer. */
  readonly askedClaims: number;
  /** Number of unread inbox items, counted up to MAX_UNREAD_COUNTED. */
  readonly unread: number;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Origin of the site, if known, for absolute addresses. */
  readonly origin: string;
  readonly now: Date;
  readonly form: FormState | null;
  /** Chosen by the reader; null follows the device. */
  readonly theme: Theme;
  /** The browser has the style sheet already, since Turbo swaps one page for another. */
  readonly turbo: boolean;
  /** The site is public but its publisher is not named yet. */
  readonly incomplete: boolean;
  /** The site is a demo: its members and figures are invented. */
  readonly demo: boolean;
  /** Collects what is each member's own where a page is drawn for all of them; else null. */
  readonly ownParts: OwnParts | null;
  /** Values that are inserted into a page that was drawn for all; null where its data says them. */
  readonly inserted: Inserted | null;
  /** What `Page.hers` loaded. */
  readonly hers: unknown;
};

/** What `Page.hers` knows of the member. */
export type OfMember = Pick<PageContext, 'unread'> & Pick<PageViewer, 'established' | 'moderator'>;

export type Request = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** All values of a parameter that an address may have several times. */
  readonly queryAll: (name: string) => readonly string[];
  readonly language: Language;
  readonly viewer: PageViewer | null;
  /** The page shows a refused form again. */
  readonly refused: boolean;
};

/**
 * Addresses of the script and style sheet of every page, and of the additional ones for forms and
 * tools, and for the workbook.
 */
export type Assets = {
  readonly script: string;
  readonly style: string;
  /** The rules of first screens, to be written into pages; null in development. */
  readonly firstScreens: Readonly<Record<FirstScreen, string>> | null;
  readonly tools: string;
  readonly workbook: string;
};

/** Content of the document's head besides the title. */
export type Head = {
  readonly description?: string;
  readonly noIndex?: boolean;
  /** Loads the page again after so many seconds, also without a script. */
  readonly refreshSeconds?: number;
  /** schema.org data. */
  readonly jsonLd?: object;
  readonly feed?: string;
  /** Where other sites ask how to embed the page (oEmbed). */
  readonly oEmbed?: string;
  /** The preview image of links to this page, with its alternative text. */
  readonly image?: { readonly path: string; readonly alt: string };
};

/** Returned by `load` to redirect to another page. */
export class Redirect {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }
}

export type Page<Data> = {
  readonly load: (api: Api, request: Request) => Promise<Data | Redirect>;
  readonly title: (data: Data, context: PageContext) => string;
  readonly head?: (data: Data, context: PageContext) => Head;
  readonly body: (data: Data, context: PageContext) => ReactNode;
  /**
   * Only members see the page: visitors are redirected to sign in, and search engines are told not
   * to list it.
   */
  readonly membersOnly?: boolean;
  /** The page is identical for all visitors, e.g. without a form that acts once, so it can be cached. */
  readonly sameForVisitors?: boolean;
  /**
   * How long the page stays right while nothing changes that it shows, in milliseconds: what it says of
   * the time ages. By default a minute.
   */
  readonly keptMs?: (data: Data, context: PageContext) => number;
  /** It is counted how often the page is opened. */
  readonly countsViews?: boolean;
  /**
   * API paths that answer from what is the member's own (`answerByOwn`): all else that the page loads is
   * the same for everybody, so that the page is drawn once for all members. Null where it is not.
   */
  readonly own?: (request: Omit<Request, 'viewer'>) => readonly string[] | null;
  /** Loads what only `<Own>` draws. */
  readonly hers?: (api: Api, member: OfMember) => Promise<unknown>;
  /**
   * The additional style sheet, by default `tools`; `none` for visitors who only read, which saves
   * a request on slow connections.
   */
  readonly sheet?: 'workbook' | 'none';
  /**
   * How a wide screen lays the page out: its form or list on the right of its title, the text of each
   * section on the right of the section's title, or a column in the middle. By default from the left.
   */
  readonly layout?: 'content-beside' | 'titles-beside' | 'middle';
  /**
   * A visitor's first screen needs no rules but those of this part of the sheets: they are written
   * into the page, which is painted before the style sheets have come.
   */
  readonly paintsFirst?: FirstScreen | ((data: Data) => FirstScreen);
};

/** Defines a page, erasing the type of its data for the list of pages. */
export function definePage<Data>(page: Page<Data>): Page<unknown> {
  return page as unknown as Page<unknown>;
}
