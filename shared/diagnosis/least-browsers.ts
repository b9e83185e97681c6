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

/** The browsers whose rules and files are known, by the names that people call them. */
export const BROWSER_NAMES = [
  'Chromium',
  'Google Chrome',
  'Microsoft Edge',
  'Brave',
  'Firefox',
] as const;
export type BrowserName = (typeof BROWSER_NAMES)[number];

/** A brand that stands among them for nothing, so that pages take any (User-Agent Client Hints §6.2). */
const GREASE = /not.*brand/i;

/**
 * Which of them a browser is.
 * @param text what it says of itself to pages
 * @param brands User-Agent Client Hints §4.1; Firefox has none
 */
export function browserName(text: string, brands: readonly string[]): BrowserName | null {
  const form = browserByUserAgent(text)?.form;
  if (form === 'firefox') return 'Firefox';
  // All of Chromium's family say that they are Chromium, beside what they are. Others than these have
  // files and rules in places of their own.
  const own = brands.filter((brand) => brand !== 'Chromium' && !GREASE.test(brand));
  if (own.length === 0) return brands.includes('Chromium') ? 'Chromium' : null;
  return BROWSER_NAMES.find((name) => own.includes(name)) ?? null;
}

/** What a browser says of itself to pages (RFC 9110 §10.1.5). @returns `null` for one that is not known */
export function browserByUserAgent(
  text: string,
): { readonly form: BrowserForm; readonly version: string } | null {
  const [, name, version = ''] = /\b(Firefox|Chrome|Chromium)\/([\d.]+)/.exec(text) ?? [];
  if (name === undefined) return null;
  return { form: name === 'Firefox' ? 'firefox' : 'chromium', version };
}
