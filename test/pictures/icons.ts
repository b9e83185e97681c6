import { readFile } from 'node:fs/promises';
import { launchBrowser } from './browser.ts';

const ICONS = 'extension/ui/icons';

/** Draws the manifest's icons from the mark. Run when the mark has changed. */
const mark = await readFile(`${ICONS}/mark.svg`, 'utf8');
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  for (const size of [16, 32, 48, 128]) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${mark}`);
    await page.screenshot({ path: `${ICONS}/mark-${size}.png`, omitBackground: true });
  }
} finally {
  await browser.close();
}
