import type { z } from 'zod/mini';

/** Describes a line's validation errors for the author of the file. */
export function describeValidationIssues(error: {
  readonly issues: readonly z.core.$ZodIssue[];
}): string {
  return error.issues
    .map((issue) => {
      const path = issue.path.join('.');
      return path === '' ? wordsOf(issue) : `${path}: ${wordsOf(issue)}`;
    })
    .join('; ')
    .slice(0, 500);
}

function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `not a field: ${issue.keys.join(', ').slice(0, 200)}`;
    case 'too_big':
      return `more than ${issue.maximum}`;
    case 'too_small':
      return `less than ${issue.minimum}`;
    case 'invalid_type':
      return `missing, or no ${issue.expected}`;
    case 'invalid_value':
      return `none of ${issue.values.join(', ')}`;
    case 'invalid_union':
      return issue.path[0] === 'kind' ? 'no kind of line' : 'not as the format says';
    default:
      return 'not as the format says';
  }
}
