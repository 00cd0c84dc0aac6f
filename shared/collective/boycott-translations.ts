import { z } from 'zod/mini';
import { callTexts } from './boycotts.ts';
import { commonFormFields, day, id, longText } from '#shared/core/form-fields.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { hasVisibleCharacter } from '#shared/core/text.ts';

const language = z.enum(LANGUAGES);
/** The number of a version of a boycott's texts: 1 is the first proposal. */
const version = z.coerce.number().check(z.int(), z.gte(1), z.lte(1_000));
/** A text of a translation; null once a decision removed it. */
const text = z.nullable(z.string());

/** What a second person says is wrong with a translation that she refuses. */
export const REFUSAL_REASONS = ['meaning', 'missing', 'added', 'unclear'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
export const MAX_REFUSAL_TEXT_LENGTH = 200;
const refusalReason = z.enum(REFUSAL_REASONS);

/** What every translation has beside its words. */
const translation = {
  id,
  language,
  /** The translator; null for a deleted account. */
  by: z.nullable(z.string()),
  on: day,
  /** The day on which a second person last confirmed it; null before. */
  readOn: z.nullable(day),
  /** The day on which a second person refused it; null before, and once its author has corrected it. */
  refusedOn: z.nullable(day),
  /** Why it was last refused; null before, and for all but its author and trusted members. */
  refusal: z.nullable(z.object({ reason: refusalReason, text: z.nullable(z.string()) })),
  /** No text of the boycott has changed since it was written, or last read. */
  fits: z.boolean(),
  /** Pages in its language show it in place of the boycott's own texts. */
  shown: z.boolean(),
  hiding,
  mine: z.boolean(),
  /** The viewer may confirm or refuse it, as the second person. */
  canConfirm: z.boolean(),
  /** The viewer may correct it: it is hers, and was refused. */
  canCorrect: z.boolean(),
};
export type Translation = z.infer<z.ZodMiniObject<typeof translation>>;

/** A translation of a boycott's call, which everybody can read beside it. */
export const boycottTranslation = z.object({
  ...translation,
  title: text,
  grievance: text,
  demands: text,
  partaking: text,
  endsWhen: text,
});
export type BoycottTranslation = z.infer<typeof boycottTranslation>;

/** Texts of organisers that are translated one by one; none of them ever changes. */
export const TRANSLATED_PARTS = ['message', 'outcome', 'look-back'] as const;
const part = z.enum(TRANSLATED_PARTS);
/** A text of organisers: `message` is the id of one, and null for the other parts. */
const organiserText = { part, message: z.nullable(id) };
export type OrganiserText = z.infer<z.ZodMiniObject<typeof organiserText>>;
/** Texts of organisers that the viewer may translate. */
export const translatable = z.array(z.object(organiserText));

/** A translation of one text of a boycott's organisers, which everybody can read beside it. */
export const textTranslation = z.object({ ...translation, ...organiserText, text });
export type TextTranslation = z.infer<typeof textTranslation>;

export const translationForm = z.object({ ...commonFormFields, language, version, ...callTexts });
export type TranslationInput = z.infer<typeof translationForm>;

const translatedText = longText.check(z.refine(hasVisibleCharacter));
export const textTranslationForm = z.object({
  ...commonFormFields,
  language,
  part,
  /** Of a message. */
  message: z.optional(id),
  text: translatedText,
});
export type TextTranslationInput = z.infer<typeof textTranslationForm>;
export const correctTextTranslationForm = z.object({ ...commonFormFields, text: translatedText });
export type CorrectTextTranslationInput = z.infer<typeof correctTextTranslationForm>;

/** `version` is the one of the boycott that the second person read beside it. */
export const confirmTranslationForm = z.object({ ...commonFormFields, version });
export type ConfirmTranslationInput = z.infer<typeof confirmTranslationForm>;

export const refuseTranslationForm = z.object({
  ...confirmTranslationForm.shape,
  reason: refusalReason,
  /** A line that says where, or what; may be empty. */
  text: z.optional(z.string().check(z.trim(), z.maxLength(MAX_REFUSAL_TEXT_LENGTH))),
});
export type RefuseTranslationInput = z.infer<typeof refuseTranslationForm>;

export const correctTranslationForm = z.object({ ...commonFormFields, version, ...callTexts });
export type CorrectTranslationInput = z.infer<typeof correctTranslationForm>;
