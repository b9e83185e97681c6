/** Of {@link longestOrigin}: none of them is the host's, or above it. */
const NONE = -1;

/** Nobody owns what ends in it: a rule for it is no rule for the names below it (Public Suffix List). */
const PUBLIC_SUFFIX = 'nhs.uk';

/**
 * How long the name of the longest origin is that a host's pages belong to. A permission for an origin
 * is one for all names below it, unless one of those has its own. Source: Firefox's permission
 * manager, read November 2026.
 * @param host lower case
 * @returns -1 for none
 */
export function longestOrigin(origins: readonly string[] | undefined, host: string): number {
  const lengths = (origins ?? []).map((origin) => {
    const { protocol = '', hostname: name = '' } = URL.parse(origin) ?? {};
    const isScheme = protocol === 'https:' || (protocol === 'http:' && host === 'localhost');
    const isOver = name !== '' && name !== PUBLIC_SUFFIX && host.endsWith(`.${name}`);
    return isScheme && (name === host || isOver) ? name.length : NONE;
  });
  return Math.max(NONE, ...lengths);
}
