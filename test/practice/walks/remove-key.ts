import { outcomeOf } from '../../kit/outcome.ts';
import { PRACTICE_USER } from '../stage.ts';
import { giveKey } from './key-sign-in.ts';
import { KEY_NAME } from './register-key.ts';
import type { Walk } from './walk.ts';

/** Removes the key as a lost one, and sees that whoever found it gets nowhere. */
export const REMOVE_KEY: Walk = {
  step: 'remove-lost-key',
  title: 'Remove a lost key',
  async walk(stage) {
    const { page, wardkey } = stage;
    const { relyingParty } = wardkey.portal;
    stage.say('Remove the key at "Manage FIDO2 Tokens"');
    await page.goto('https://portal.nhs.net/Profile/SelfService');
    await stage.click('#manage-fido2');
    await stage.lookAndClick('registered-tokens', `[data-remove="${KEY_NAME}"]`);
    await page.waitForSelector('#tokens:not(:has(li))');
    await stage.look('key-removed');
    const keysLeft = relyingParty.credentialIdsOf(PRACTICE_USER).length;
    stage.say('Try to sign in with the key that was lost');
    const before = relyingParty.verified.refusals.length;
    await giveKey(stage);
    const { state } = await outcomeOf(page);
    await stage.look('lost-key-refused');
    const refusals = relyingParty.verified.refusals.splice(before);
    const record = { keysLeft, lostKey: state, refusals };
    return { verified: keysLeft === 0 && state === 'refused' && refusals.length === 1, record };
  },
};
