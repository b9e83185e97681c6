import { PRACTICE_PASSWORD } from '../../portal/accounts.ts';
import { PRACTICE_USER, type Stage } from '../stage.ts';

/** From the portal's start page to where Entra asks how to sign in; nobody is signed in before. */
export async function startSignIn(stage: Stage): Promise<void> {
  const { page } = stage;
  await page.goto('https://portal.nhs.net/Home/Logout');
  await stage.lookAndClick('portal', '#login');
  await stage.type('#i0116', PRACTICE_USER);
  await stage.lookAndClick('email', '#idSIButton9');
  await page.waitForSelector('#credentialList');
}

/** Gives the password, up to whatever comes after it. */
export async function givePassword(stage: Stage): Promise<void> {
  await stage.lookAndClick('ways-to-sign-in', '[data-test-cred-id="1"]');
  await stage.type('#i0118', PRACTICE_PASSWORD);
  await stage.lookAndClick('password', '[data-step=password] [type=submit]');
}

/** Does not stay signed in, and waits for the portal. */
export async function arriveAtPortal(stage: Stage): Promise<void> {
  await stage.lookAndClick('stay-signed-in', '[data-step=kmsi] #idBtn_Back');
  await stage.page.waitForSelector('#signed-in-user');
  await stage.look('signed-in');
}
