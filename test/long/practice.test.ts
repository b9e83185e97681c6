import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { launch } from '../kit/launch.ts';
import { askToAddKey } from '../kit/portal-steps.ts';
import { startControlServer } from '../practice/control/control-server.ts';
import { PracticeKey } from '../practice/practice-key.ts';

const MAIN = fileURLToPath(new URL('../practice/main.ts', import.meta.url));
const PNG_SIGNATURE = '89504e470d0a1a0a';

test('the practice by itself ends with the portal’s verdict and pictures of every screen', async () => {
  const pictures = await mkdtemp(join(tmpdir(), 'pictures-'));
  try {
    const args = [MAIN, '--headless', '--json', '--pictures', pictures];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 280_000 });
    const verdict = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(verdict).toMatchObject({
      registered: true,
      signedIn: true,
      registration: { verified: true, fmt: 'packed', userVerified: true },
      authentication: { verified: true, userVerified: true },
      refusals: [],
    });
    expect(verdict.steps).toMatchObject([
      { step: 'enrol', verified: true },
      { step: 'authenticator', verified: true, record: { approved: 2 } },
      { step: 'register-key', verified: true, record: { verified: true } },
      { step: 'sign-in-with-key', verified: true, record: { userVerified: true } },
      {
        step: 'sign-in-with-smartcard',
        verified: true,
        record: { holder: 'Pat Practice', card: 'reader' },
      },
      { step: 'remove-lost-key', verified: true, record: { keysLeft: 0, lostKey: 'refused' } },
    ]);
    const files = await readdir(pictures);
    expect(files.length).toBe(verdict.pictures.length);
    expect(files.length).toBeGreaterThanOrEqual(40);
    for (const file of files) {
      const bytes = await readFile(join(pictures, file));
      expect(bytes.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
    }
  } finally {
    await rm(pictures, { recursive: true });
  }
}, 300_000);

test('a person touches, pulls out and plugs in the key from the control page', async () => {
  await using wardkey = await launch({ key: { pin: '1234' } });
  wardkey.key.presence.mode = 'wait';
  const control = await startControlServer(new PracticeKey(wardkey));
  try {
    const page = await wardkey.browser.newPage();
    await page.goto('https://mysignins.microsoft.com/security-info');
    const controls = await wardkey.browser.newPage();
    await controls.goto(control.url);
    await controls.waitForSelector('#plug:enabled');
    expect(controls.url()).not.toContain('#');
    await controls.reload();
    await controls.waitForSelector('#plug:enabled');

    await controls.click('#plug');
    await controls.waitForSelector('[data-plugged="false"]');
    await controls.click('#plug');
    await controls.waitForSelector('[data-plugged="true"]');

    await wardkey.chooseSignIn(page);
    await askToAddKey(page);
    await page.click('#idSIButton9');
    await wardkey.enterPin('1234');
    // The page lies behind another window now, where only the clock goes on.
    await controls.waitForFunction(
      () => document.querySelector<HTMLButtonElement>('#touch')?.disabled === false,
      { polling: 50 },
    );
    await controls.evaluate(() => document.querySelector<HTMLButtonElement>('#touch')?.click());
    await page.waitForSelector('#added');
    await controls.waitForFunction(
      () => document.querySelector('#credentials')?.textContent === '1',
      { polling: 50 },
    );
    expect(wardkey.portal.verified.registrations).toMatchObject([{ verified: true }]);
  } finally {
    await control.close();
  }
});
