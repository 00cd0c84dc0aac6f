import type { ReactNode } from 'react';
import { usePage } from '#web/context.ts';

/** Tells a password manager whose password a form asks for. */
export function UserName(): ReactNode {
  const { viewer } = usePage();
  return (
    <input type="text" autoComplete="username" value={viewer?.pseudonym ?? ''} readOnly hidden />
  );
}
