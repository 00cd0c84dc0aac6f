import { hash128 } from '#shared/identity/workbook-hash.ts';

/** Tells accounts apart on a device that several people use, and says nothing else. */
export function deviceMark(memberId: string): string {
  return hash128(`device ${memberId}`);
}
