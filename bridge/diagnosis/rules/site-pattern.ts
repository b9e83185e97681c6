const PARTS = /^(?:([a-z*]+):\/\/)?([^/:]+|\[\*\.\][^/:]+)(?::(?:\d+|\*))?(?:\/.*)?$/i;

/** Of {@link narrowest}: none of them is one of the host. */
const NONE = -1;

/**
 * Whether an administrator's pattern is one of a host's https pages: `*`, `[*.]nhs.uk`,
 * `https://portal.nhs.net`, with or without a port. Source: Chromium's formats of URL patterns in
 * enterprise policies and of patterns in content settings, read November 2026.
 * @param host lower case
 */
export function isOfSite(pattern: string, host: string): boolean {
  return narrownessOf(pattern, host) > NONE;
}

/** Whether one of a list is. A list that is not there has none. */
export function areOfSite(patterns: readonly string[] | undefined, host: string): boolean {
  return narrowest(patterns, host) > NONE;
}

/**
 * How narrow the narrowest of the patterns is that are of a host: of two lists the one with the
 * narrower pattern counts.
 * @returns 0 for `*`, more for a longer name, most for the host itself, -1 for none
 */
export function narrowest(patterns: readonly string[] | undefined, host: string): number {
  return Math.max(NONE, ...(patterns ?? []).map((pattern) => narrownessOf(pattern, host)));
}

function narrownessOf(pattern: string, host: string): number {
  const [, scheme = '*', name = ''] = PARTS.exec(pattern.trim().toLowerCase()) ?? [];
  // Programs on this computer are asked by http too.
  const isScheme = ['*', 'https', ...(host === 'localhost' ? ['http'] : [])].includes(scheme);
  if (!isScheme || name === '') return NONE;
  if (name === '*') return 0;
  const below = /^(?:\[\*\.\]|\*\.)(.+)$/.exec(name)?.[1];
  if (below === undefined) return name === host ? host.length + 1 : NONE;
  return host === below || host.endsWith(`.${below}`) ? below.length : NONE;
}
