import { ActedPage } from './acted-background.ts';
import { BannerBench, bannerSource } from './banner-bench.ts';
import { launchBrowser } from './browser.ts';
import { bannerScenes } from './guide-scenes.ts';
import { dress } from './looks.ts';
import { servePages } from './page-server.ts';
import { signInScenes } from './scenes.ts';

/** Makes the pictures that the README shows. Run when the window or the banner has changed. */
const server = await servePages('node_modules/.cache/wardkey/pictures');
const browser = await launchBrowser();
try {
  const acted = await ActedPage.open(browser, server, 'sign-in');
  await dress(acted.page, 'light', 400);
  const { pin } = signInScenes('en');
  if (pin !== undefined) await acted.show(pin);
  await acted.page.waitForSelector('#pin:enabled');
  await acted.page.screenshot({ path: 'test/pictures/sign-in-pin.png' });
  const bench = await BannerBench.open(browser, await bannerSource());
  await dress(bench.page, 'light', Number.POSITIVE_INFINITY);
  await bench.page.setViewport({ width: 1000, height: 640 });
  await bench.run();
  const { 'key-touch': touch } = bannerScenes('en');
  if (touch !== undefined) await bench.show(touch);
  await bench.page.screenshot({ path: 'test/pictures/banner-touch.png' });
} finally {
  await browser.close();
  await server.close();
}
