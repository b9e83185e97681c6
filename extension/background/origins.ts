/**
 * The serialised origin of an address that the browser gave.
 * @returns `null` for an address without an origin of its own, such as about:blank
 */
export function originOf(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const { origin } = new URL(address);
  return origin === 'null' ? null : origin;
}

/** The host of a serialised origin, with its port if it is no usual one; empty while unknown. */
export function hostOfOrigin(origin: string | null): string {
  return origin === null ? '' : new URL(origin).host;
}
