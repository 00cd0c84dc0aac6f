import { WANTS_PICTURE } from '#shared/media/picture-forms.ts';
import { use, useId, type ReactNode } from 'react';
import { sayOwn } from '#web/own-parts.tsx';
import { formatWait } from '#web/format.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from './icon.tsx';
import { withoutDone } from './without-done.ts';
import { FormContext, useAutoFocus, useField, useInvalidFields } from './field-state.ts';

/**
 * A form that works without a script. When refused, it returns with the typed values, an error at
 * each field, and the focus on the first one; `initial` are its first values. `enhance` names the
 * scripts that extend it.
 */
export function Form(props: {
  /** For fields that stand outside of it. */
  id?: string;
  name: string;
  action: string;
  initial?: Readonly<Record<string, string>>;
  upload?: boolean;
  /**
   * Adds an idempotency key, so that a form submitted twice acts once. `script`: a page that is the
   * same for all visitors leaves it to the script.
   */
  once?: boolean | 'script';
  /** Its enhancements wait until somebody enters the form, since most only read its page. */
  waits?: boolean;
  className?: string;
  enhance?: string;
  children: ReactNode;
}) {
  const context = usePage();
  const { form, path, t } = context;
  const state = form?.form === props.name ? form : null;
  // Already submitted with other content: the next submission needs a new key.
  const again = state?.code === 'conflict' ? undefined : state?.values['_key'];
  return (
    <form
      id={props.id}
      className={props.className ?? 'form'}
      method="post"
      action={props.action}
      encType={props.upload === true ? 'multipart/form-data' : undefined}
      data-enhance={props.enhance}
      data-waits={props.waits === true ? '' : undefined}
      data-refused={state?.code}
      data-not-sent={t.common.notSent}
      noValidate
    >
      <input type="hidden" name="_form" value={props.name} />
      <input type="hidden" name="_from" value={withoutDone(path)} />
      {props.once === undefined || props.once === false ? null : (
        <input
          type="hidden"
          name="_key"
          value={
            again ?? (props.once === 'script' ? '' : sayOwn(context, () => crypto.randomUUID()))
          }
        />
      )}
      {state === null || state.values[WANTS_PICTURE] !== undefined ? null : (
        <p className="alert" role="alert">
          {t.errors.codes[state.code]}
          {state.retryAfterSeconds === null
            ? null
            : ` ${t.errors.retryIn({ when: formatWait(state.retryAfterSeconds, context.language) })}`}
        </p>
      )}
      <FormContext value={{ state, initial: props.initial ?? {}, invalid: [] }}>
        {props.children}
      </FormContext>
    </form>
  );
}

type FieldProps = {
  name: string;
  label: string;
  hint?: string;
  /** `hint`: where it is required stands in the hint. */
  optional?: boolean | 'hint';
  className?: string;
};

/** Why a field is refused; `of` is the id of its control, which this describes. */
export function Issue({ of, text }: { of: string; text: string | null }) {
  return text === null ? null : (
    <p className="issue" id={`${of}-issue`}>
      {text}
    </p>
  );
}

function Frame(
  props: FieldProps & {
    /** Renders the control with the attributes that every control has. */
    children: (attributes: {
      id: string;
      name: string;
      'aria-describedby': string | undefined;
      'aria-invalid': true | undefined;
      autoFocus?: true;
      required: boolean;
    }) => ReactNode;
  },
) {
  const id = useId();
  const { t } = usePage();
  const { issue } = useField(props.name);
  const atHand = useAutoFocus(props.name, props.label, id);
  const described = [
    props.hint === undefined ? null : `${id}-hint`,
    issue === null ? null : `${id}-issue`,
  ].filter((part) => part !== null);
  return (
    <div className={`field ${props.className ?? ''}`}>
      <label htmlFor={id}>
        {props.label}
        {props.optional === true ? <span className="optional"> {t.common.optional}</span> : null}
      </label>
      {props.hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.children({
        id,
        name: props.name,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': issue === null ? undefined : true,
        ...atHand,
        required: (props.optional ?? false) === false,
      })}
      <Issue of={id} text={issue} />
    </div>
  );
}

/** A one-line input: text, password, date or amount. */
export function TextField(
  props: FieldProps & {
    type?: 'text' | 'password' | 'date' | 'month' | 'email' | 'url' | 'search';
    autoComplete?: string;
    inputMode?: 'decimal' | 'numeric' | 'text';
    maxLength?: number;
    max?: string;
    min?: string;
    placeholder?: string;
    /** Id of a datalist with suggestions. */
    list?: string;
  },
) {
  const { value } = useField(props.name);
  return (
    <Frame {...props}>
      {(attributes) => {
        const input = (
          <input
            {...attributes}
            type={props.type ?? 'text'}
            defaultValue={props.type === 'password' ? undefined : value}
            autoComplete={props.autoComplete ?? 'off'}
            inputMode={props.inputMode}
            maxLength={props.maxLength}
            max={props.max}
            min={props.min}
            placeholder={props.placeholder}
            list={props.list}
          />
        );
        return props.type === 'password' ? <WithEye of={attributes.id}>{input}</WithEye> : input;
      }}
    </Frame>
  );
}

/** A password with the button that shows it, which a script brings. */
function WithEye(props: { of: string; children: ReactNode }) {
  const { t } = usePage();
  return (
    <span className="with-eye">
      {props.children}
      <button
        type="button"
        className="eye"
        data-enhance="show-password"
        aria-label={t.common.showPassword}
        aria-controls={props.of}
        aria-pressed="false"
        hidden
      >
        <Icon name="eye" />
      </button>
    </span>
  );
}

/** A multi-line text input. */
export function TextArea(
  props: FieldProps & { rows?: number; maxLength?: number; placeholder?: string },
) {
  const { value } = useField(props.name);
  return (
    <Frame {...props}>
      {(attributes) => (
        <textarea
          {...attributes}
          rows={props.rows ?? 5}
          maxLength={props.maxLength}
          placeholder={props.placeholder}
          defaultValue={value}
        />
      )}
    </Frame>
  );
}

export type Option = { readonly value: string; readonly label: string };

/** A drop-down list. */
export function Select(props: FieldProps & { options: readonly Option[]; empty?: string }) {
  const { value } = useField(props.name);
  return (
    <Frame {...props}>
      {(attributes) => (
        <select {...attributes} defaultValue={value}>
          {props.empty === undefined ? null : <option value="">{props.empty}</option>}
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}

/**
 * Radio buttons; or checkboxes with `many`, whose values share one name and are returned separated
 * by commas.
 */
export function Choice(
  props: FieldProps & { options: readonly Option[]; inline?: boolean; many?: boolean },
) {
  const id = useId();
  const { value, issue } = useField(props.name);
  const atHand = useAutoFocus(props.name, props.label, id);
  const chosen = props.many === true ? value.split(',') : [value];
  const kinds = [props.inline === true && 'inline', props.many === true && 'many'];
  return (
    <fieldset
      id={id}
      className={['field choice', ...kinds.filter(Boolean), props.className].join(' ').trimEnd()}
      aria-describedby={issue === null ? undefined : `${id}-issue`}
    >
      <legend>{props.label}</legend>
      {props.hint === undefined ? null : <p className="hint">{props.hint}</p>}
      <div className="options">
        {props.options.map((option, index) => (
          <label key={option.value}>
            <input
              type={props.many === true ? 'checkbox' : 'radio'}
              name={props.name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              {...(index === 0 ? atHand : {})}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <Issue of={id} text={issue} />
    </fieldset>
  );
}

export function Checkbox(props: { name: string; label: ReactNode }) {
  const id = useId();
  const { value, issue } = useField(props.name);
  const atHand = useAutoFocus(props.name, typeof props.label === 'string' ? props.label : '', id);
  return (
    <div className="field checkbox">
      <label>
        <input
          type="checkbox"
          id={id}
          name={props.name}
          defaultChecked={value === 'on' || value === 'true'}
          {...atHand}
          aria-invalid={issue === null ? undefined : true}
          aria-describedby={issue === null ? undefined : `${id}-issue`}
        />
        <span>{props.label}</span>
      </label>
      <Issue of={id} text={issue} />
    </div>
  );
}

export function Hidden(props: { name: string; value: string }) {
  const { state } = use(FormContext);
  return <input type="hidden" name={props.name} value={state?.values[props.name] ?? props.value} />;
}

/** `quiet` for a lesser act; `destructive` for one that takes away, which is never the dark button. */
export function Submit(props: { label: string; quiet?: boolean; destructive?: boolean }) {
  const kind = props.destructive === true ? 'button second' : 'button';
  return (
    <>
      <InvalidFields />
      <button type="submit" className={props.quiet === true ? 'quiet' : kind}>
        {props.label}
      </button>
    </>
  );
}

/** At the end of a refused form: its invalid fields by name, each a link to it. */
function InvalidFields() {
  const { t } = usePage();
  const named = useInvalidFields().filter(({ label }) => label !== '');
  if (named.length === 0) return null;
  return (
    <div className="alert">
      <p>{t.errors.toCorrect}</p>
      <ul>
        {named.map(({ name, label, id }) => (
          <li key={name}>
            <a href={`#${id}`}>{label}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
