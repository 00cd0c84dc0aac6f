import { z } from 'zod/mini';
import { commonFormFields } from '#shared/core/form-fields.ts';

/** Hours that a question waits for an answer before it is sent to volunteers. */
export const QUESTION_WAIT_HOURS = 24;
/** Days after which an unanswered question is no longer sent out. */
export const QUESTION_MAX_AGE_DAYS = 7;
export const VOLUNTEERS_PER_QUESTION = 3;

export const volunteerForm = z.object({ ...commonFormFields, answers: z.enum(['yes', 'no']) });
