import { createContext, use } from 'react';
import type { FieldIssue } from '#shared/core/errors.ts';
import { usePage } from '#web/context.ts';
import type { FormState } from '#web/page.ts';

type FormValues = {
  readonly state: FormState | null;
  readonly initial: Readonly<Record<string, string>>;
  /** The first wrong field that was drawn: the one to begin with. */
  readonly first: { name: string | null };
};
/** What the fields of a form know of it. */
export const FormContext = createContext<FormValues>({
  state: null,
  initial: {},
  first: { name: null },
});

/** What a field shows: what was typed, else what it starts with; what is wrong with it, in words too. */
export function useField(name: string): {
  value: string;
  issue: string | null;
  refused: FieldIssue | null;
} {
  const { t } = usePage();
  const { state, initial } = use(FormContext);
  const value = state === null ? initial[name] : state.values[name];
  const issue: FieldIssue | undefined = state?.fields[name];
  return {
    value: value ?? '',
    issue: issue === undefined ? null : t.errors.fields[issue.code](issue.limit ?? ''),
    refused: issue ?? null,
  };
}

/**
 * What the input of the first wrong field of a form bears besides: it takes the focus. Elsewhere a page
 * that moves the focus by itself disturbs; here it is where she has to go on, also without a script.
 */
export function useAtHand(name: string): { autoFocus?: true } {
  const { state, first } = use(FormContext);
  if (state?.fields[name] === undefined) return {};
  // A page is drawn once, from its beginning to its end.
  first.name ??= name;
  return first.name === name ? { autoFocus: true } : {};
}

/** Whether any of some fields is wrong. */
export function useRefused(names: readonly string[]): boolean {
  const { state } = use(FormContext);
  return names.some((name) => state?.fields[name] !== undefined);
}

/** Whether any of some fields is filled in or wrong: then nothing may fold them away. */
export function useFilled(names: readonly string[]): boolean {
  const { state, initial } = use(FormContext);
  const values = state === null ? initial : state.values;
  return names.some((name) => (values[name] ?? '') !== '' || state?.fields[name] !== undefined);
}
