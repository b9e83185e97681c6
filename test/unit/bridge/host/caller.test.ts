import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { browserCaller, isOurExtension } from '../../../../bridge/host/caller.ts';
import {
  CHROMIUM_EXTENSION_IDS,
  FIREFOX_ADDON_IDS,
} from '../../../../bridge/install/extension-ids.ts';
import manifest from '../../../../manifest.json' with { type: 'json' };

const OURS = CHROMIUM_EXTENSION_IDS[0] ?? '';
const FOREIGN = 'a'.repeat(32);

test.each([
  ['Chromium', [`chrome-extension://${OURS}/`]],
  ['Chromium on Windows', [`chrome-extension://${OURS}/`, '--parent-window=0']],
  ['Chromium on Windows, turned round', ['--parent-window=197346', `chrome-extension://${OURS}/`]],
  [
    'Firefox',
    ['/home/a/.mozilla/native-messaging-hosts/app.wardkey.bridge.json', 'wardkey@wardkey.app'],
  ],
  ['Firefox on Windows', ['C:\\Users\\a\\app.wardkey.bridge.json', 'wardkey@wardkey.app']],
])('our extension is known as %s starts it', (_browser, args) => {
  expect(isOurExtension(browserCaller(args))).toBe(true);
});

test.each([
  ['nothing', []],
  ['a foreign extension', [`chrome-extension://${FOREIGN}/`]],
  ['no closing slash', [`chrome-extension://${OURS}`]],
  ['a path', [`chrome-extension://${OURS}/page.html`]],
  ['another scheme', [`moz-extension://${OURS}/`]],
  ['our id in another case', [`chrome-extension://${OURS.toUpperCase()}/`]],
  ['our id and a foreign one', [`chrome-extension://${OURS}/`, `chrome-extension://${FOREIGN}/`]],
  ['a foreign add-on', ['/x/app.wardkey.bridge.json', 'other@example.org']],
  ['another manifest', ['/x/other.json', 'wardkey@wardkey.app']],
  ['only a manifest', ['/x/app.wardkey.bridge.json']],
  ['one argument too many', ['/x/app.wardkey.bridge.json', 'wardkey@wardkey.app', 'more']],
  ['a command', ['devices', '--json']],
])('%s is not our extension', (_what, args) => {
  expect(isOurExtension(browserCaller(args))).toBe(false);
});

test('the ids are those of the manifest', () => {
  const digest = createHash('sha256').update(Buffer.from(manifest.key, 'base64')).digest('hex');
  const id = [...digest.slice(0, 32)]
    .map((digit) => String.fromCharCode(0x61 + Number.parseInt(digit, 16)))
    .join('');
  expect(CHROMIUM_EXTENSION_IDS).toEqual([id]);
  expect(FIREFOX_ADDON_IDS).toEqual([manifest.browser_specific_settings.gecko.id]);
});
