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
  expect(settings.problem).toBe(null);
});

test.each([
  ['none yet', async () => ({})],
  ['a browser without one', () => Promise.reject(new Error('Managed storage manifest not found'))],
])('the defaults hold: %s', async (_name, get) => {
  const settings = await after(get);
  expect(settings.current).toEqual(DEFAULT_SETTINGS);
  expect(settings.problem).toBe(null);
});

test.each([
  [{ allowedOrigins: ['http://login.example.org'] }, 'allowedOrigins[0]'],
  [{ allowedOrigins: ['https://*.example.org'] }, 'allowedOrigins[0]'],
  [{ allowedOrigins: ['https://a.example', 'https://b.example:443'] }, 'allowedOrigins[1]'],
  [{ allowedOrigins: ['http://localhost:80'] }, 'allowedOrigins[0]'],
  [{ allowedOrigins: 'https://login.example.org' }, 'allowedOrigins'],
  [{ language: 'tlh' }, 'language'],
  [{ allowedOrigin: [] }, 'allowedOrigin'],
])('a wrong policy is left out as a whole, and it is known where: %j', async (policy, key) => {
  const settings = await after(async () => policy);
  expect(settings.current).toEqual(DEFAULT_SETTINGS);
  expect(settings.problem).toEqual({ key, expected: expect.stringMatching(/./) });
});
