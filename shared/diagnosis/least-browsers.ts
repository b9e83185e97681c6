/**
 * The oldest browsers in which Wardkey runs, by their first number. Source: its own manifest, which
 * names them for what it uses: Chromium's webAuthenticationProxy and side panel as they are now, and
 * Firefox's content scripts in the page's own world.
 */
const LEAST = { chromium: 128, firefox: 140 } as const;

export type BrowserForm = keyof typeof LEAST;

/**
 * Whether a browser is too old.
 * @param version as the browser writes it, such as `156.0.8078.79`; what makes no sense is not judged
 */
export function isTooOld(form: BrowserForm, version: string): boolean {
  const first = /^(\d{1,5})\b/.exec(version)?.[1];
  return first !== undefined && Number(first) < LEAST[form];
}

/** What a browser says of itself to pages (RFC 9110 §10.1.5). @returns `null` for one that is not known */
export function browserByUserAgent(
  text: string,
): { readonly form: BrowserForm; readonly version: string } | null {
  const [, name, version = ''] = /\b(Firefox|Chrome|Chromium)\/([\d.]+)/.exec(text) ?? [];
  if (name === undefined) return null;
  return { form: name === 'Firefox' ? 'firefox' : 'chromium', version };
}
