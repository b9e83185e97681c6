import { expect, test } from 'vitest';
import {
  EDITIONS,
  type Edition,
  editionManifest,
} from '../../../../extension/build/edition-manifest.ts';
import { PANEL_COMMAND } from '../../../../extension/platform/panel-command.ts';
import type { Wanted } from '../../../../shared/diagnosis/finding-row.ts';
import {
  ASKED_PORTALS,
  askedHost,
  CHECK_UP_HOSTS,
} from '../../../../shared/portals/asked-portals.ts';

const HOSTS = {
  asked: ['portal.nhs.net', 'outlook.office.com'],
  seen: ['portal.nhs.net', 'login.microsoft.com', 'outlook.office.com'],
  read: ['portal.nhs.net', 'login.microsoft.com'],
};
const MATCHES = ['https://portal.nhs.net/*', 'https://login.microsoft.com/*'];

test.each(EDITIONS)('%s looks at named hosts alone and opens nothing to others', (edition) => {
  const manifest = editionManifest(edition, HOSTS);
  expect(manifest.host_permissions).toEqual([...MATCHES, 'https://outlook.office.com/*']);
  expect(manifest.optional_host_permissions).toEqual(['https://*/*']);
  for (const { matches } of manifest.content_scripts) expect(matches).toEqual(MATCHES);
  // Frames of a listed page are none of it.
  expect(JSON.stringify(manifest.content_scripts)).not.toContain('all_frames');
  expect(manifest).not.toHaveProperty('web_accessible_resources');
  const policy = manifest.content_security_policy.extension_pages;
  expect(policy).toMatch(/^default-src 'none';/);
  const [connects, ...others] = policy
    .split('; ')
    .filter((directive) => directive.startsWith('connect-src '));
  expect(connects).toBe('connect-src https://portal.nhs.net https://outlook.office.com');
  expect(others).toEqual([]);
});

test('its pages may connect to whatever a check-up asks, and to nothing else', () => {
  const everything: readonly Wanted[] = ['key', 'card', 'either'];
  const asked = everything.flatMap((wanted) => [
    askedHost(wanted),
    ...ASKED_PORTALS.map((portal) => askedHost(wanted, portal)),
  ]);
  const { extension_pages } = editionManifest('full', {
    ...HOSTS,
    asked: CHECK_UP_HOSTS,
  }).content_security_policy;
  const [, allowed = ''] = extension_pages.split('connect-src ');
  expect(allowed.split(' ').sort()).toEqual(
    [...new Set(asked)].map((host) => `https://${host}`).sort(),
  );
});

test('only the full edition may answer for pages', () => {
  expect(editionManifest('full', HOSTS).permissions).toContain('webAuthenticationProxy');
  const both = ['nativeMessaging', 'storage', 'alarms', 'activeTab', 'scripting'];
  const of = (edition: Edition): string[] => editionManifest(edition, HOSTS).permissions;
  expect(of('firefox').sort()).toEqual(both.sort());
  expect(of('guide').sort()).toEqual([...both, 'sidePanel'].sort());
});

test('each browser has its own place for the whole journey', () => {
  const page = 'extension/pages/guide/guide.html';
  expect(editionManifest('full', HOSTS)).toHaveProperty('side_panel', { default_path: page });
  expect(editionManifest('full', HOSTS)).not.toHaveProperty('sidebar_action');
  expect(editionManifest('firefox', HOSTS)).toHaveProperty('sidebar_action.default_panel', page);
  expect(editionManifest('firefox', HOSTS)).not.toHaveProperty('side_panel');
});

test('keys open that place: Firefox does it by itself, Chromium tells the background', () => {
  const keys = { default: 'Alt+Shift+W', mac: 'MacCtrl+Shift+W' };
  expect(editionManifest('firefox', HOSTS).commands).toEqual({
    _execute_sidebar_action: { suggested_key: keys },
  });
  expect(editionManifest('full', HOSTS).commands).toEqual({
    [PANEL_COMMAND]: { suggested_key: keys, description: '__MSG_openPanel__' },
  });
});

test('no other extension may speak to it in Chromium', () => {
  expect(editionManifest('full', HOSTS)).toHaveProperty('externally_connectable', { ids: [] });
});

test('Firefox gets its own id and says that nothing is collected', () => {
  expect(editionManifest('firefox', HOSTS)).toHaveProperty('browser_specific_settings.gecko', {
    id: 'wardkey@wardkey.app',
    strict_min_version: '140.0',
    data_collection_permissions: { required: ['none'] },
  });
});
