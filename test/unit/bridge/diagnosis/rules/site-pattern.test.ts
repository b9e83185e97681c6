import { expect, test } from 'vitest';
import { areOfSite, isOfSite } from '../../../../../bridge/diagnosis/rules/site-pattern.ts';

const CARE_IDENTITY = 'am.nhsidentity.spineservices.nhs.uk';

test.each([
  ['*', CARE_IDENTITY],
  ['https://*', CARE_IDENTITY],
  ['[*.]nhs.uk', CARE_IDENTITY],
  ['https://[*.]spineservices.nhs.uk:443', CARE_IDENTITY],
  ['*://*.spineservices.nhs.uk/*', CARE_IDENTITY],
  ['[*.]portal.nhs.net', 'portal.nhs.net'],
  ['HTTPS://Portal.NHS.net/', 'portal.nhs.net'],
  ['portal.nhs.net', 'portal.nhs.net'],
  ['http://localhost:*', 'localhost'],
  ['https://localhost:43487', 'localhost'],
  ['localhost', 'localhost'],
])('%s is a pattern of %s', (pattern, host) => {
  expect(isOfSite(pattern, host)).toBe(true);
});

test.each([
  ['http://portal.nhs.net', 'portal.nhs.net'],
  ['nhs.net', 'portal.nhs.net'],
  ['[*.]hs.net', 'portal.nhs.net'],
  ['portal.nhs.net.evil.example', 'portal.nhs.net'],
  ['https://portal.nhs.net@evil.example', 'portal.nhs.net'],
  ['', 'portal.nhs.net'],
  ['://', 'portal.nhs.net'],
  ['localhost.example', 'localhost'],
])('%s is none of %s', (pattern, host) => {
  expect(isOfSite(pattern, host)).toBe(false);
});

test('a list that is not there has none', () => {
  expect(areOfSite(undefined, 'localhost')).toBe(false);
  expect(areOfSite(['portal.nhs.net', 'localhost'], 'localhost')).toBe(true);
});
