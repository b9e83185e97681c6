import { expect, test } from 'vitest';
import { BROWSERS } from '../../../../bridge/install/browsers.ts';
import { nativeManifest } from '../../../../bridge/install/native-manifest.ts';

test('the five browsers are there, each once', () => {
  expect(BROWSERS.map(({ name }) => name)).toEqual([
    'Chromium',
    'Google Chrome',
    'Microsoft Edge',
    'Brave',
    'Firefox',
  ]);
});

test('every browser has its places on every system', () => {
  for (const { linux, darwin, win32 } of BROWSERS) {
    expect(linux.user.path).toMatch(/^[^/].*(NativeMessagingHosts|native-messaging-hosts)$/);
    for (const place of linux.system) {
      expect(place).toMatch(/^\/(etc|usr\/lib(64)?)\/.*native-messaging-hosts$/);
    }
    expect(linux.installed.every((path) => path.startsWith('/'))).toBe(true);
    expect(darwin.user.length).toBeGreaterThan(0);
    for (const place of darwin.user) {
      expect(place).toMatch(/^Library\/Application Support\/.*\/NativeMessagingHosts$/);
    }
    for (const key of win32) {
      expect(key).toMatch(/^Software\\.*\\NativeMessagingHosts$/);
    }
    expect(win32.length).toBeGreaterThan(0);
  }
});

test('each form of the manifest has exactly the members that its browsers take', () => {
  const common = ['description', 'name', 'path', 'type'];
  const members = (form: 'chromium' | 'firefox') =>
    Object.keys(JSON.parse(nativeManifest(form, '/p'))).sort();
  expect(members('chromium')).toEqual(['allowed_origins', ...common].sort());
  expect(members('firefox')).toEqual(['allowed_extensions', ...common].sort());
});

test('the host has a name that every browser takes', () => {
  expect(JSON.parse(nativeManifest('chromium', '/p'))).toMatchObject({
    name: expect.stringMatching(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/),
    path: '/p',
    type: 'stdio',
  });
});
