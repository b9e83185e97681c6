/**
 * The serialised origin of an address that the browser gave.
 * @returns `null` for an address without an origin of its own, such as about:blank
 */
export function originOf(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const { origin } = new URL(address);
  return origin === 'null' ? null : origin;
}
