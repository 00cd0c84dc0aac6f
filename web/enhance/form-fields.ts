import type { Fields } from './draft-rules.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Reads the current values of a form's fields, disabled ones too; no file, password or hidden
 * field.
 */
export function readFields(form: HTMLFormElement): Fields {
  return valuesOf(
    form,
    (field) => field.value,
    ({ checked }) => checked,
  );
}

/** Reads the initial values, as the page came. */
export function readInitialFields(form: HTMLFormElement): Fields {
  return valuesOf(form, initialValue, ({ defaultChecked }) => defaultChecked);
}

/** Sets the values of fields by name; other fields keep theirs. */
export function fillFields(form: HTMLFormElement, fields: Fields): void {
  for (const field of fieldsOf(form)) {
    const value = fields[field.name];
    if (value === undefined) continue;
    if (isChoice(field))
      field.checked = field.type === 'radio' ? field.value === value : value !== '';
    else field.value = value;
  }
}

function valuesOf(
  form: HTMLFormElement,
  textOf: (field: Field) => string,
  isChosen: (field: HTMLInputElement) => boolean,
): Fields {
  const values: Record<string, string> = {};
  for (const field of fieldsOf(form)) {
    const { name } = field;
    if (!isChoice(field)) values[name] = textOf(field);
    else if (isChosen(field)) values[name] = field.value;
    else values[name] ??= '';
  }
  return values;
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>('input[name], select[name], textarea[name]')].filter(
    ({ type, name }) =>
      type !== 'file' && type !== 'password' && type !== 'hidden' && !name.startsWith('_'),
  );
}

function isChoice(field: Field): field is HTMLInputElement {
  return field.type === 'radio' || field.type === 'checkbox';
}

function initialValue(field: Field): string {
  if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
  const chosen = [...field.options].find(({ defaultSelected }) => defaultSelected);
  return (chosen ?? field.options[0])?.value ?? '';
}
