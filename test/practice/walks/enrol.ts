import { PRACTICE_USER } from '../stage.ts';
import { arriveAtPortal, givePassword, startSignIn } from './password-sign-in.ts';
import type { Walk } from './walk.ts';

/** Signs in with a password alone, and turns multi-factor authentication on. */
export const ENROL: Walk = {
  step: 'enrol',
  title: 'Enrol for multi-factor authentication',
  async walk(stage) {
    stage.say('Sign in with the password alone');
    await startSignIn(stage);
    await givePassword(stage);
    await arriveAtPortal(stage);
    stage.say('Open My Profile, then Self-Service, and enrol');
    await stage.click('#profile-menu');
    await stage.lookAndClick('profile-menu', '#my-profile');
    await stage.lookAndClick('my-profile', '#tab-self-service');
    await stage.lookAndClick('self-service', '#self-enrol');
    await stage.lookAndClick('confirm', '#confirm');
    await stage.page.waitForSelector('#mfa-enabled');
    await stage.look('enrolled');
    const { mfaEnabled } = stage.wardkey.portal.state.accounts.of(PRACTICE_USER);
    return { verified: mfaEnabled, record: { mfaEnabled } };
  },
};
