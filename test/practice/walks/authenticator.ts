import { PRACTICE_USER, type Stage } from '../stage.ts';
import { arriveAtPortal, givePassword, startSignIn } from './password-sign-in.ts';
import { approveOnPhone } from './phone.ts';
import type { Walk } from './walk.ts';

/** Adds the Authenticator app from the portal, and signs in by approving a number. */
export const AUTHENTICATOR: Walk = {
  step: 'authenticator',
  title: 'Add an authenticator app and sign in with it',
  async walk(stage) {
    await addApp(stage);
    stage.say('Sign in again, and approve the number');
    await startSignIn(stage);
    await givePassword(stage);
    await stage.page.waitForSelector('.displaySign');
    await stage.look('number-match');
    await approveOnPhone(stage);
    await arriveAtPortal(stage);
    const { accounts, phones } = stage.wardkey.portal.state;
    const { authenticator } = accounts.of(PRACTICE_USER);
    const approved = phones.approved(PRACTICE_USER);
    return { verified: authenticator && approved === 2, record: { authenticator, approved } };
  },
};

async function addApp(stage: Stage): Promise<void> {
  stage.say('Follow the portal’s link, to where more information is required');
  await stage.page.goto('https://portal.nhs.net/');
  await stage.click('#enrol-mfa');
  await stage.lookAndClick('more-information', '#idSubmit_ProofUp_Redirect');
  stage.say('Set the app up');
  await stage.lookAndClick('get-the-app', '[data-go=setup-account]');
  await stage.lookAndClick('set-up-account', '[data-go=scan-qr]');
  await stage.lookAndClick('scan-qr', '[data-go=try-it-out]');
  await stage.page.waitForSelector('.displaySign');
  await stage.look('try-it-out');
  await approveOnPhone(stage);
  await stage.lookAndClick('approved', '[data-go=done]');
  await stage.lookAndClick('done', '.ms-Button--primary[data-go=list]');
  await stage.page.waitForSelector('[data-delete=app]');
  await stage.look('app-added');
}
