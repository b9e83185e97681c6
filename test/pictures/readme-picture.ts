import { ActedPage } from './acted-background.ts';
import { launchBrowser } from './browser.ts';
import { dress } from './looks.ts';
import { servePages } from './page-server.ts';
import { signInScenes } from './scenes.ts';

/** Makes the picture of the sign-in window that the README shows. Run when the window has changed. */
const server = await servePages('node_modules/.cache/wardkey/pictures');
const browser = await launchBrowser();
try {
  const acted = await ActedPage.open(browser, server, 'sign-in');
  await dress(acted.page, 'light', 400);
  const { pin } = signInScenes('en');
  if (pin !== undefined) await acted.show(pin);
  await acted.page.waitForSelector('#pin:enabled');
  await acted.page.screenshot({ path: 'test/pictures/sign-in-pin.png' });
} finally {
  await browser.close();
  await server.close();
}
