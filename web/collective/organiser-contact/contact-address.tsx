import { isEmailAddress } from '#shared/collective/organiser-contact.ts';
import { OutsideLink } from '#web/ui/outside-links.tsx';

/** An address of mail or of a page, as a link that shows it whole: a sheet is printed. */
export function ContactAddress({ address }: { address: string }) {
  return isEmailAddress(address) ? (
    <a href={`mailto:${address}`} dir="ltr">
      {address}
    </a>
  ) : (
    <OutsideLink address={address} />
  );
}
