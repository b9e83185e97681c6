import { expect, test } from 'vitest';
import {
  areOfSite,
  isOfSite,
  narrowest,
} from '../../../../../bridge/diagnosis/rules/site-pattern.ts';

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

test('a longer name is narrower than a shorter one, and the host itself narrowest', () => {
  const narrowness = ['[*.]net', '[*.]nhs.net', '[*.]portal.nhs.net', 'portal.nhs.net'].map(
    (pattern) => narrowest(['*', pattern, 'nhs.uk'], 'portal.nhs.net'),
  );
  expect(narrowness).toEqual(narrowness.toSorted((one, other) => one - other));
  expect(new Set(narrowness).size).toBe(narrowness.length);
  expect(narrowest(['*'], 'portal.nhs.net')).toBe(0);
  expect(narrowest(['nhs.uk'], 'portal.nhs.net')).toBe(-1);
  expect(narrowest(undefined, 'portal.nhs.net')).toBe(-1);
});
