import type { z } from 'zod/mini';
import { errorResponse } from '#shared/core/errors.ts';
import { writeResponse } from '#shared/core/form-fields.ts';

/** Input schemas of a route, in the terms of Fastify and OpenAPI. */
type Inputs = {
  readonly description?: string;
  readonly consumes?: readonly string[];
  readonly params?: z.core.$ZodType;
  readonly querystring?: z.core.$ZodType;
  readonly body?: z.core.$ZodType;
};

/** Options of a route that answers 200 with `answer`; the API's description shows the summary. */
export function answers<Answer extends z.core.$ZodType, Given extends Inputs>(
  summary: string,
  { answer, ...inputs }: Given & { answer: Answer },
) {
  const response = { 200: answer, '4xx': errorResponse } as const;
  return { schema: { summary, ...inputs, response } };
}

/** Options of a route that changes something and answers 200 through `answerWrite`. */
export function writes<Given extends Inputs>(summary: string, inputs: Given) {
  return answers(summary, { ...inputs, answer: writeResponse });
}

/** Options of a route that creates something and answers 201 through `answerWrite`. */
export function creates<Given extends Inputs>(summary: string, inputs: Given) {
  const response = { 201: writeResponse, '4xx': errorResponse } as const;
  return { schema: { summary, ...inputs, response } };
}

/** Options of a route that creates something, or changes what is there: 201 or 200. */
export function writesOrCreates<Given extends Inputs>(summary: string, inputs: Given) {
  const response = { 200: writeResponse, 201: writeResponse, '4xx': errorResponse } as const;
  return { schema: { summary, ...inputs, response } };
}
