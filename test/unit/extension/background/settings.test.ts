import { expect, test } from 'vitest';
import { ManagedSettings } from '../../../../extension/background/settings.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings/settings.ts';

const after = async (get: () => Promise<Record<string, unknown>>): Promise<ManagedSettings> => {
  const settings = new ManagedSettings({ get });
  await settings.load();
  return settings;
};

test('a policy holds', async () => {
  const allowedOrigins = [
    'https://login.example.org',
    'https://b.example:8443',
    'http://localhost:8080',
  ];
  const policy = { allowedOrigins, enterpriseRpIds: ['example.org'], language: 'cy' };
  const settings = await after(async () => policy);
  expect(settings.current).toEqual(policy);
  expect(settings.isInvalid).toBe(false);
});

test.each([
  ['none yet', async () => ({})],
  ['a browser without one', () => Promise.reject(new Error('Managed storage manifest not found'))],
])('the defaults hold: %s', async (_name, get) => {
  const settings = await after(get);
  expect(settings.current).toEqual(DEFAULT_SETTINGS);
  expect(settings.isInvalid).toBe(false);
});

test.each([
  { allowedOrigins: ['http://login.example.org'] },
  { allowedOrigins: ['https://*.example.org'] },
  { allowedOrigins: ['https://login.example.org:443'] },
  { allowedOrigins: ['http://localhost:80'] },
  { allowedOrigins: 'https://login.example.org' },
  { language: 'tlh' },
])('a wrong policy is left out as a whole, and that is known: %j', async (policy) => {
  const settings = await after(async () => policy);
  expect(settings.current).toEqual(DEFAULT_SETTINGS);
  expect(settings.isInvalid).toBe(true);
});
