const PARTS = /^(?:([a-z*]+):\/\/)?([^/:]+|\[\*\.\][^/:]+)(?::(?:\d+|\*))?(?:\/.*)?$/i;

/**
 * Whether an administrator's pattern is one of a host's https pages: `*`, `[*.]nhs.uk`,
 * `https://portal.nhs.net`, with or without a port. Source: Chromium's formats of URL patterns in
 * enterprise policies and of patterns in content settings, read November 2026.
 * @param host lower case
 */
export function isOfSite(pattern: string, host: string): boolean {
  const [, scheme = '*', name = ''] = PARTS.exec(pattern.trim().toLowerCase()) ?? [];
  // Programs on this computer are asked by http too.
  const isScheme = ['*', 'https', ...(host === 'localhost' ? ['http'] : [])].includes(scheme);
  if (!isScheme || name === '') return false;
  if (name === '*') return true;
  const below = /^(?:\[\*\.\]|\*\.)(.+)$/.exec(name)?.[1];
  if (below !== undefined) return host === below || host.endsWith(`.${below}`);
  return name === host;
}

/** Whether one of a list is. A list that is not there has none. */
export function areOfSite(patterns: readonly string[] | undefined, host: string): boolean {
  return patterns?.some((pattern) => isOfSite(pattern, host)) === true;
}
