/** A user id of a Care Identity smartcard: 12 digits that stand alone. */
const USER_ID = /(?<!\d)\d{8}(?=\d{4}(?!\d))/g;

/** A name in which only the last four digits of any user id can be read. */
export function withMaskedUserId(name: string): string {
  return name.replace(USER_ID, '********');
}
