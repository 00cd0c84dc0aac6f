import { createContext, use } from 'react';
import type { FieldIssue } from '#shared/core/errors.ts';
import { usePage } from '#web/page-context.ts';
import type { FormState } from '#web/page.ts';
import { say } from '#web/i18n/say.ts';

type FormValues = {
  readonly state: FormState | null;
  readonly initial: Readonly<Record<string, string>>;
  /** Invalid fields rendered so far, in order; the first gets the focus, all are named at the end. */
  readonly invalid: InvalidField[];
};
/** `label` names the field to people; `id` is that of its control. */
type InvalidField = { readonly name: string; readonly label: string; readonly id: string };

/** The state of the surrounding form, for its fields. */
export const FormContext = createContext<FormValues>({
  state: null,
  initial: {},
  invalid: [],
});

/** A field's value (typed or initial) and its error, in words too. */
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
    issue:
      issue === undefined ? null : say(t.errors.fields[issue.code], { limit: issue.limit ?? '' }),
    refused: issue ?? null,
  };
}

/** All values of the surrounding form, typed or initial. */
export function useFormValues(): Readonly<Record<string, string>> {
  const { state, initial } = use(FormContext);
  return state === null ? initial : state.values;
}

/**
 * Names a field at the end of its refused form, if it is invalid. Autofocus for the first invalid field of a refused form. Usually moving the focus disturbs, but
 * here it is where she has to continue, also without a script.
 */
export function useAutoFocus(name: string, label: string, id: string): { autoFocus?: true } {
  const { state, invalid } = use(FormContext);
  if (state?.fields[name] === undefined) return {};
  // The first field rendered is the first on the page: a page is rendered once, top to bottom.
  if (!invalid.some((field) => field.name === name)) invalid.push({ name, label, id });
  return invalid[0]?.name === name ? { autoFocus: true } : {};
}

/** The invalid fields of the surrounding form that were rendered before this. */
export function useInvalidFields(): readonly InvalidField[] {
  return use(FormContext).invalid;
}

/** Whether any of these fields of the surrounding form is invalid. */
export function useRefused(names: readonly string[]): boolean {
  const { state } = use(FormContext);
  return names.some((name) => state?.fields[name] !== undefined);
}

/** Whether any of these fields is filled or invalid, so that it must not be collapsed. */
export function useFilled(names: readonly string[]): boolean {
  const { state, initial } = use(FormContext);
  const values = state === null ? initial : state.values;
  return names.some((name) => (values[name] ?? '') !== '' || state?.fields[name] !== undefined);
}
