/** The host of an origin, with its port; null where there is none. */
export function hostOf(origin: string | null): string | null {
  return origin !== null && URL.canParse(origin) ? new URL(origin).host : null;
}
