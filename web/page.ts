import type { ReactNode } from 'react';
import type { FieldIssues, ErrorCode } from '#shared/core/errors.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Messages } from './i18n/messages.ts';
import type { Api } from './api.ts';

/** Who looks at the page, as far as a page needs to know. */
export type PageViewer = {
  /** Tells accounts apart on a device that several people use, and says nothing else. */
  readonly mark: string;
  readonly pseudonym: string;
  readonly established: boolean;
  readonly moderator: boolean;
};

/** What came back with a form that was refused: nothing typed is lost. */
export type FormState = {
  readonly form: string;
  readonly code: ErrorCode;
  readonly fields: FieldIssues;
  readonly values: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number | null;
};

/** What every component may read through `usePage`. */
export type PageContext = {
  readonly language: Language;
  readonly t: Messages;
  readonly viewer: PageViewer | null;
  /** Nobody knows whether the visitor is signed in, as where the database is down: `viewer` is null. */
  readonly sessionUnknown: boolean;
  /** How many pay-outs that she waits for await an answer of hers. */
  readonly askedClaims: number;
  /** How many lines of her inbox are unread, up to UNREAD_COUNTED. */
  readonly unread: number;
  /** Path and query of this page. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The origin of the site where it is known, for addresses that leave it. */
  readonly origin: string;
  readonly now: Date;
  readonly form: FormState | null;
  /** The site has an address of its own but its publisher is not named yet. */
  readonly incomplete: boolean;
  /** Members and figures are invented. */
  readonly demo: boolean;
};

export type Request = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly language: Language;
  readonly viewer: PageViewer | null;
};

/**
 * Addresses of the script and the style sheet that every page loads, and of those beside it: for forms
 * and tools, and for the workbook.
 */
export type Assets = {
  readonly script: string;
  readonly style: string;
  readonly tools: string;
  readonly workbook: string;
};

/** What stands in the head of the document beside the title. */
export type Head = {
  readonly description?: string;
  readonly noIndex?: boolean;
  /** schema.org data. */
  readonly jsonLd?: object;
  readonly feed?: string;
  /** What makes the page an app of its own on a phone. */
  readonly manifest?: string;
  /** What other sites show beside a link to this page, and what it says. */
  readonly image?: { readonly path: string; readonly alt: string };
};

/** What `load` returns where what is asked for stands on another page. */
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
  readonly Page: (props: { data: Data }) => ReactNode;
  /** Visitors who are not signed in are sent to sign in first. */
  readonly membersOnly?: boolean;
  /** All visitors get the same: nothing of it is made for one of them, such as the key of a form. */
  readonly sameForVisitors?: boolean;
  /**
   * The style sheet beside the one of all pages, `tools` where it is not said. None where a visitor only
   * reads: for her it is one file less on a slow line.
   */
  readonly sheet?: 'workbook' | 'none';
};

/** Ties a page's parts together and hides the type of its data from the list of pages. */
export function definePage<Data>(page: Page<Data>): Page<unknown> {
  return page as unknown as Page<unknown>;
}
