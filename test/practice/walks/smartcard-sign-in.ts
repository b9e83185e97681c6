import type { Walk } from './walk.ts';

/** Signs in with a smartcard, by way of Care Identity. */
export const SMARTCARD_SIGN_IN: Walk = {
  step: 'sign-in-with-smartcard',
  title: 'Sign in with a smartcard',
  async walk(stage) {
    const { page } = stage;
    stage.say('Choose the Care Identity, and there the smartcard');
    await page.goto('https://portal.nhs.net/Home/Logout');
    await stage.click('#email');
    await stage.lookAndClick('sign-in-choice', '#care-identity');
    await stage.click('#way-smartcard');
    await stage.lookAndClick('care-identity', '.nhsuk-button');
    stage.say('Put the card in: it proves who holds it');
    await page.waitForSelector('#card-state');
    await stage.look('smartcard');
    await stage.card.insert();
    await stage.lookAndClick('role', '#nhsRoleId_1');
    await page.waitForSelector('#signed-in-user');
    await stage.look('signed-in');
    const { verified } = stage.wardkey.portal.state.careIdentity;
    const last = verified.at(-1);
    const record = { ...last, card: stage.card.way };
    return { verified: last?.verified === true, record };
  },
};
