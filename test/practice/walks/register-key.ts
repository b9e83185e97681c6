import { askToAddKey } from '../../kit/portal-steps.ts';
import type { Walk } from './walk.ts';

/** What the key is called at the portal. */
export const KEY_NAME = 'My blue key';

/** Registers the security key on the "Security info" page, through Wardkey. */
export const REGISTER_KEY: Walk = {
  step: 'register-key',
  title: 'Register a security key',
  async walk(stage) {
    const { page, wardkey } = stage;
    stage.say('Open the "Security info" page');
    await page.goto('https://mysignins.microsoft.com/security-info');
    await page.waitForSelector('#add-method');
    await stage.look('security-info');
    await stage.chooseWardkey();
    stage.say('Add a security key');
    await askToAddKey(page);
    await stage.look('before-the-key');
    await page.click('#idSIButton9');
    await stage.pinAndTouch();
    await page.waitForSelector('#added');
    stage.say('Name the key');
    await stage.type('#TextField12', KEY_NAME);
    await stage.lookAndClick('name-the-key', '#name-next');
    await page.waitForFunction(
      (name) => document.querySelector('#methods')?.textContent.includes(name),
      {},
      KEY_NAME,
    );
    await stage.look('key-registered');
    const record = wardkey.portal.verified.registrations.at(-1) ?? null;
    return { verified: record?.verified === true, record };
  },
};
