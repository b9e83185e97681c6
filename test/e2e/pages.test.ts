import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Frame, launch, outcomeOf, type Page, type Wardkey } from 'wardkey/testing';

// Pages that do what pages should not, or do it from a frame, while a person signs in through
// Wardkey.
let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: '2468' } });
  page = await wardkey.browser.newPage();
  await page.goto('https://login.microsoft.com/common/fido/create');
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  await wardkey.enterPin('2468');
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});
afterAll(() => wardkey?.close());

/** The key step in a frame of another host's page, with the button pressed. */
async function askInFrame(allow: string, top = 'portal.nhs.net'): Promise<Frame> {
  const src = 'https://login.microsoft.com/common/fido/get';
  await page.goto(`https://${top}/frame?${new URLSearchParams({ src, allow })}`);
  await wardkey.chooseSignIn(page);
  const frame = await (await page.waitForSelector('#frame'))?.contentFrame();
  if (!frame) throw new Error('no frame');
  await (await frame.waitForSelector('#idSIButton9'))?.click();
  return frame;
}

test('a frame of another origin that may ask is answered', async () => {
  const frame = await askInFrame('publickey-credentials-get *');
  await wardkey.enterPin('2468');
  expect(await outcomeOf(frame)).toEqual({ state: 'verified', error: '' });
  expect(wardkey.portal.verified.refusals).toEqual([]);
});

test('the portal is told whose page the frame is in, and may refuse it', async () => {
  const frame = await askInFrame('publickey-credentials-get *', 'mysignins.microsoft.com');
  await wardkey.enterPin('2468');
  expect(await outcomeOf(frame)).toEqual({ state: 'refused', error: '' });
  expect(wardkey.portal.verified.refusals).toEqual([
    expect.stringContaining('top origin of "https://mysignins.microsoft.com"'),
  ]);
});

test('a frame of another origin that may not ask gets NotAllowedError', async () => {
  const frame = await askInFrame('');
  expect(await outcomeOf(frame)).toEqual({ state: 'failed', error: 'NotAllowedError' });
});

test('a page that aborts gets AbortError, and the key is left alone', async () => {
  await page.goto('https://login.microsoft.com/abort?after=1500');
  await wardkey.chooseSignIn(page);
  const sent = wardkey.key.commandLog.length;
  await page.click('#start');
  const window = await wardkey.signInWindow();
  await window.waitForSelector('#pin:enabled');
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'AbortError' });
  const commands = wardkey.key.commandLog.slice(sent).map(({ command }) => command);
  expect(commands).not.toContain(0x02);
});

test('a page that asks for a foreign RP ID gets SecurityError', async () => {
  await page.goto('https://login.microsoft.com/wrong-rp?rpId=nhs.net');
  await wardkey.chooseSignIn(page);
  await page.click('#start');
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'SecurityError' });
});

test('and after all of that a person signs in', async () => {
  await page.goto('https://login.microsoft.com/common/fido/get');
  await wardkey.chooseSignIn(page);
  await page.click('#idSIButton9');
  await wardkey.enterPin('2468');
  expect(await outcomeOf(page)).toEqual({ state: 'verified', error: '' });
});
