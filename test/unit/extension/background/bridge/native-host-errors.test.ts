import { expect, test } from 'vitest';
import { codeOfNativeError } from '../../../../../extension/background/bridge/native-host-errors.ts';

test.each([
  ['Specified native messaging host not found.', 'bridge-missing'],
  ['Access to the specified native messaging host is forbidden.', 'bridge-forbidden'],
  ['Native host has exited.', 'bridge-stopped'],
  ['Error when communicating with the native messaging host.', 'bridge-garbled'],
  [
    'Access to the native messaging host was disabled by the system administrator.',
    'bridge-blocked-by-policy',
  ],
  ['No such native application app.wardkey.bridge', 'bridge-missing'],
  ['An unexpected error occurred', 'bridge-stopped'],
  [null, 'bridge-stopped'],
  ['A text that no browser has yet', 'bridge-stopped'],
] as const)('%s', (text, code) => {
  expect(codeOfNativeError(text)).toBe(code);
});
