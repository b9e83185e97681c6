import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fixtureDocument } from '../portal/fixtures/fixture.ts';
import { styleSource } from '../portal/scripts-source.ts';
import { USUAL_LOOK } from '../portal/shape.ts';
import { SHAPES } from '../portal/shapes.ts';
import { launchBrowser } from './browser.ts';

const WIDTHS = [360, 900];
const HEIGHT = 640;

const METHODS = [
  { kind: 'authenticator', name: '', id: 'app' },
  { kind: 'security-key', name: 'My blue key', id: 'key' },
] as const;

/** Takes a picture of every page of the practice portal in each of its states, at every width. */
async function takeAll(into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  const style = await styleSource();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    for (const width of WIDTHS) {
      await page.setViewport({ width, height: HEIGHT });
      for (const { id, title, states = [''], main } of SHAPES) {
        for (const state of states) {
          const body = main({ ...USUAL_LOOK, state, methods: METHODS });
          await page.setContent(fixtureDocument(title, undefined, body));
          await page.addStyleTag({ content: style });
          const name = state === '' ? id : `${id}-${state}`;
          await page.screenshot({ path: `${join(into, `${name}-${width}`)}.png` });
        }
      }
    }
  } finally {
    await browser.close();
  }
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: node test/pictures/portal-pages.ts FOLDER');
  process.exitCode = 2;
} else {
  await takeAll(folder);
}
