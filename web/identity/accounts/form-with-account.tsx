import type { ComponentProps } from 'react';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { Acceptance } from './acceptance.tsx';
import { AccountFields } from './account-fields.tsx';
import { ProofOfWorkField } from './proof-of-work-field.tsx';

/**
 * A form for members and visitors: a visitor's goes to the route that also makes her account, which
 * is that of members with `/with-account`.
 */
export function FormWithAccount({
  challenge,
  children,
  ...form
}: ComponentProps<typeof Form> & {
  /** The rate-limit challenge of a visitor; null for a member. */
  challenge: ChallengeResponse | null;
}) {
  const { viewer } = usePage();
  return (
    <Form {...form} action={viewer === null ? `${form.action}/with-account` : form.action}>
      {/* Before a picture, which is read only once the form is admitted. */}
      {challenge === null ? null : <ProofOfWorkField form={form.name} challenge={challenge} />}
      {children}
    </Form>
  );
}

/** The button at the end of a `FormWithAccount`, for a visitor below the fields of her account. */
export function SubmitWithAccount({ label }: { label: string }) {
  const { viewer } = usePage();
  if (viewer !== null) return <Submit label={label} />;
  return (
    <>
      <AccountFields />
      <Submit label={label} />
      <Acceptance />
    </>
  );
}

/** Says to a visitor, before she writes, when she makes her account. */
export function AccountAtTheEnd() {
  const { t, viewer } = usePage();
  return viewer === null ? <p className="sub">{t.accounts.atTheEnd.lead}</p> : null;
}
