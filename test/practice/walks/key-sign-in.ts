import type { Stage } from '../stage.ts';
import { startSignIn } from './password-sign-in.ts';
import type { Walk } from './walk.ts';

/** Goes to the sign-in and gives the key there, through Wardkey. */
export async function giveKey(stage: Stage): Promise<void> {
  await startSignIn(stage);
  await stage.chooseWardkey();
  stage.say('Choose the security key');
  await stage.lookAndClick('ways-to-sign-in', '[data-test-cred-id="7"]');
  await stage.pinAndTouch();
}

/** Signs in with the key, beginning at the portal. */
export const KEY_SIGN_IN: Walk = {
  step: 'sign-in-with-key',
  title: 'Sign in with the key',
  async walk(stage) {
    await giveKey(stage);
    await stage.page.waitForSelector('#signed-in-user');
    await stage.look('signed-in');
    const record = stage.wardkey.portal.verified.authentications.at(-1) ?? null;
    return { verified: record?.verified === true, record };
  },
};
