import type { SHARED_PICTURES } from './shared-pictures.ts';

/** The constant `SITE` that the server prepends to the service worker's script. */
export type WorkerSite = {
  /** Changes with the cached files, the cached pages and the script. */
  readonly version: string;
  /** Path of the page shown without a connection, by language. */
  readonly offline: Readonly<Record<string, string>>;
  /** Paths of the files that the offline pages need. */
  readonly files: readonly string[];
  /** The workbook's page in each language, and its files. */
  readonly workbook: { readonly pages: readonly string[]; readonly files: readonly string[] };
  /** Path of the form that takes a shared picture, by the path to which the system posts it. */
  readonly share: Readonly<Record<string, string>>;
  readonly pictures: typeof SHARED_PICTURES;
};

declare const SITE: WorkerSite;

// The DOM lib's types conflict with those of a service worker.
export type ExtendableEvent = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
export type FetchEvent = ExtendableEvent & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};
export type ExtendableMessageEvent = ExtendableEvent & {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
};
export type PushEvent = ExtendableEvent & {
  readonly data: { readonly json: () => unknown } | null;
};
export type NotificationEvent = ExtendableEvent & { readonly notification: Notification };
type Tab = { readonly url: string; readonly focus: () => Promise<unknown> };
type Scope = {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    readonly matchAll: (options: object) => Promise<readonly Tab[]>;
    readonly openWindow: (url: string) => Promise<unknown>;
  };
  addEventListener(kind: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(kind: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(kind: 'message', listener: (event: ExtendableMessageEvent) => void): void;
  addEventListener(kind: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(kind: 'notificationclick', listener: (event: NotificationEvent) => void): void;
};

export const scope = self as unknown as Scope;
export const site = SITE;
