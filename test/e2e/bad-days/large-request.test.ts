import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, type Page, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from './portal-visit.ts';
import { isBrowsersOwn } from './proxy-state.ts';
import { expectTold } from './told.ts';

const TWO_MIB = 2 * 1024 * 1024;
/** As many keys as the browser takes in a list, with ids that are together more than a message holds. */
const IDS = 64;

let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  wardkey = await launch({ key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

/** Asks in the page for a ceremony. @returns the exception's name */
const ask = (kind: 'create' | 'get', challengeBytes: number, ids: number) =>
  page.evaluate(
    async (which, bytes, count) => {
      const challenge = new Uint8Array(bytes);
      const list = Array.from({ length: count }, (_, index) => {
        const id = new Uint8Array(4_096);
        new DataView(id.buffer).setUint32(0, index);
        return { type: 'public-key', id } as const;
      });
      const user = { id: Uint8Array.of(1), name: 'somebody', displayName: 'Somebody' };
      const pubKeyCredParams = [{ type: 'public-key', alg: -7 } as const];
      const rp = { name: 'Somebody' };
      try {
        await (which === 'create'
          ? navigator.credentials.create({
              publicKey: { challenge, rp, user, pubKeyCredParams, excludeCredentials: list },
            })
          : navigator.credentials.get({ publicKey: { challenge, allowCredentials: list } }));
        return 'answered';
      } catch (thrown) {
        return thrown instanceof DOMException ? thrown.name : String(thrown);
      }
    },
    kind,
    challengeBytes,
    ids,
  );

test.each([
  ['create', 'a challenge of 2 MB', TWO_MIB, 0, 'options-invalid', 'NotSupportedError'],
  ['get', 'a challenge of 2 MB', TWO_MIB, 0, 'options-invalid', 'NotSupportedError'],
  ['create', 'a list of keys too long to send', 32, IDS, 'message-too-large', 'NotAllowedError'],
  ['get', 'a list of keys too long to send', 32, IDS, 'message-too-large', 'NotAllowedError'],
] as const)('%s with %s', async (kind, _, challenge, ids, code, error) => {
  const commands = wardkey.key.commandLog.length;
  await page.goto('https://login.microsoft.com/blank');
  await wardkey.chooseSignIn(page);
  expect(await ask(kind, challenge, ids)).toBe(error);
  const window = await wardkey.signInWindow();
  await expectTold(window, code);
  expect(wardkey.key.commandLog.length).toBe(commands);
  await window.click('[data-action=own-way]');
  await expect.poll(() => isBrowsersOwn(page)).toBe(true);
  await wardkey.noSignInWindow();
});

test('after all of these a person signs in', () => expectSignInWorks(wardkey, page));
