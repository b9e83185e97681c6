import { expect, test } from 'vitest';
import { settingsView } from '../../../../extension/background/settings-view.ts';
import { SettingsView } from '../../../../shared/messages/settings-view.ts';
import * as v from '../../../../shared/schema/schema.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../../shared/settings/settings.ts';

test('nothing is set by nobody', () => {
  const view = settingsView('en', { current: DEFAULT_SETTINGS, problem: null }, []);
  expect(view).toMatchObject({ otherLanguage: 'cy', portals: [], hosts: [], origins: [] });
  expect(v.is(SettingsView, view)).toBe(true);
});

test('what the cards and the bridge are set to is told as it is set', () => {
  const current: Settings = {
    ...DEFAULT_SETTINGS,
    webEid: 'off',
    cardRemoved: 'tell',
    pkcs11Module: '/usr/lib/module.so',
    cardTrustStore: '/etc/issuers.pem',
    keyModels: [
      { aaguid: 'ee882879-721c-4913-9775-3dfcce97072a', name: 'Key 5', use: 'known' },
      { aaguid: '00000000-0000-0000-0000-000000000001' },
    ],
  };
  const view = settingsView('en', { current, problem: null }, []);
  expect(view).toMatchObject({
    webEid: 'off',
    cardRemoved: 'tell',
    program: [
      'cardTrustStore: /etc/issuers.pem',
      'pkcs11Module: /usr/lib/module.so',
      'keyModels: known ee882879-721c-4913-9775-3dfcce97072a Key 5',
      'keyModels: approved 00000000-0000-0000-0000-000000000001',
    ],
  });
  expect(v.is(SettingsView, view)).toBe(true);
});

test('every portal is told with its name, its selectors and whether it may be looked at', () => {
  const current: Settings = {
    ...DEFAULT_SETTINGS,
    language: 'cy',
    portals: [
      { host: 'b.example', pages: [{ page: 'adfs-login', selector: '#b' }] },
      { host: 'c.example' },
      { host: 'portal.nhs.net' },
    ],
  };
  const builtIn = [{ host: 'a.example', name: 'A' }];
  const view = settingsView('cy', { current, problem: null }, ['c.example'], builtIn);
  const { portals } = view;
  expect(view).not.toHaveProperty('otherLanguage');
  expect(portals).toEqual([
    { host: 'a.example', name: 'A', access: 'built-in', pages: [] },
    { host: 'b.example', name: 'b.example', access: 'given', pages: ['adfs-login: #b'] },
    { host: 'c.example', name: 'c.example', access: 'missing', pages: [] },
    { host: 'portal.nhs.net', name: 'portal.nhs.net', access: 'built-in', pages: [] },
  ]);
});
