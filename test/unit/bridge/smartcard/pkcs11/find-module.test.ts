import { expect, test } from 'vitest';
import { findModule } from '../../../../../bridge/smartcard/pkcs11/find-module.ts';

test.each([
  ['linux', /\/opensc-pkcs11\.so$/, /^\/usr\//],
  ['darwin', /\/opensc-pkcs11\.so$/, /^\/Library\//],
  ['win32', /\\opensc-pkcs11\.dll$/, /^C:\\(?:Program Files|Windows)\\/],
] as const)('on %s looks where administrators install middleware', (platform, opensc, places) => {
  const looked: string[] = [];
  const isThere = (path: string): boolean => {
    looked.push(path);
    return opensc.test(path);
  };
  expect(findModule(undefined, platform, isThere)).toMatch(opensc);
  for (const path of looked) expect(path).toMatch(places);
  // What is proven comes first.
  expect(findModule(undefined, platform, () => true)).toMatch(opensc);
  expect(findModule(undefined, platform, (path) => !opensc.test(path))).toMatch(/OcsCryptoki/);
  expect(findModule(undefined, platform, () => false)).toBeNull();
});

test('the module that is named is taken, whatever is there', () => {
  expect(findModule('/opt/module.so', 'linux', () => true)).toBe('/opt/module.so');
  expect(findModule('D:\\module.dll', 'win32', () => false)).toBe('D:\\module.dll');
});

test('a system that no middleware is known for has none', () => {
  expect(findModule(undefined, 'freebsd', () => true)).toBeNull();
});
