/** Characters that mean the same with and without percent-encoding (RFC 3986 §2.3). */
const ENCODED = /%([2-7][0-9a-f])/gi;
const UNRESERVED = /[\w.~-]/;

/**
 * A path as servers compare it (RFC 3986 §6.2.2.2): letters and digits that were percent-encoded
 * without need are themselves again. All else stays as it is.
 * @param path of an address, with its first slash
 */
export function plainPath(path: string): string {
  return path.replace(ENCODED, (encoded, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : encoded;
  });
}
