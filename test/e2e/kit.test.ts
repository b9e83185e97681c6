import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { launch, outcomeOf } from 'wardkey/testing';
import { useScratchFolder } from './scratch-folder.ts';

const scratch = useScratchFolder();

/** Command lines of the processes that were given something in the scratch folder. */
async function processesOfThisTest(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(scratch()));
}

test('what was launched is gone after close, and so are its files', async () => {
  const wardkey = await launch();
  await wardkey.browser.newPage();
  await wardkey.openPopup();
  expect((await processesOfThisTest()).length).toBeGreaterThan(2);
  await wardkey.close();
  await expect.poll(() => processesOfThisTest()).toEqual([]);
  expect(await readdir(scratch())).toEqual([]);
});

test('a launch that fails half way leaves nothing behind', async () => {
  await expect(launch({ executable: '/nonexistent/chromium' })).rejects.toThrow('nonexistent');
  expect(await processesOfThisTest()).toEqual([]);
  expect(await readdir(scratch())).toEqual([]);
});

test('the browser’s own list of pages holds the sign-in window, beside the kit’s own page of it', async () => {
  await using wardkey = await launch({ key: { pin: '2468' } });
  const page = await wardkey.browser.newPage();
  await page.goto('https://login.microsoft.com/common/fido/create');
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  const window = await wardkey.signInWindow();
  expect(await window.evaluate(() => innerWidth)).toBeLessThanOrEqual(440);
  const pages = await wardkey.browser.pages();
  expect(pages).toContain(page);
  expect(pages).toContain(window);
  const addresses = await Promise.all(
    pages.map((each) => each.evaluate(() => `${location.origin}${location.pathname}`)),
  );
  expect(addresses).toContain('https://login.microsoft.com/common/fido/create');
  expect(addresses).toContain(
    `chrome-extension://${wardkey.extensionId}/extension/pages/sign-in/sign-in.html`,
  );
  await wardkey.enterPin('2468');
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});

test('touch, deny, unplug and plug are what a person does with a key', async () => {
  await using wardkey = await launch({ key: { pin: '2468' } });
  wardkey.key.presence.mode = 'wait';
  const page = await wardkey.browser.newPage();
  await page.goto('https://login.microsoft.com/common/fido/create');
  const register = async () => {
    await wardkey.chooseSignIn(page);
    await page.click('#idSIButton9');
    await wardkey.enterPin('2468');
  };

  await register();
  await wardkey.deny();
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });

  await page.reload();
  await register();
  await (await wardkey.signInWindow()).waitForSelector('[data-stage=touch]');
  await wardkey.unplug();
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });

  await page.reload();
  await wardkey.plug();
  await register();
  await wardkey.touch();
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
  expect(wardkey.key.credentials).toHaveLength(1);
});
