import type { Page } from 'puppeteer';

/** Ways in which a person may see the pages. */
export const LOOKS = {
  light: { width: 440, height: 600, scheme: 'light', forced: false },
  dark: { width: 440, height: 600, scheme: 'dark', forced: false },
  contrast: { width: 440, height: 600, scheme: 'dark', forced: true },
  narrow: { width: 320, height: 480, scheme: 'light', forced: false },
  /** A window of the usual size, at 200 %. */
  zoomed: { width: 220, height: 300, scheme: 'light', forced: false },
} as const;
export type Look = keyof typeof LOOKS;

/** Makes a page look as a person may see it, without motion, at most `maxWidth` CSS pixels wide. */
export async function dress(page: Page, look: Look, maxWidth: number): Promise<void> {
  const { width, height, scheme, forced } = LOOKS[look];
  await page.setViewport({ width: Math.min(width, maxWidth), height });
  // puppeteer's own emulateMediaFeatures knows no forced colours.
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'forced-colors', value: forced ? 'active' : 'none' },
    ],
  });
}
