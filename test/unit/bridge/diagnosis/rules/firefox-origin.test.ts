import { expect, test } from 'vitest';
import { longestOrigin } from '../../../../../bridge/diagnosis/rules/firefox-origin.ts';

const CARE_IDENTITY = 'am.nhsidentity.spineservices.nhs.uk';

test.each([
  [['https://portal.nhs.net'], 'portal.nhs.net', 14],
  [['https://nhs.net', 'https://portal.nhs.net:443'], 'portal.nhs.net', 14],
  [['https://nhs.net'], 'portal.nhs.net', 7],
  [['https://spineservices.nhs.uk'], CARE_IDENTITY, 20],
  [['http://localhost'], 'localhost', 9],
  [['https://localhost:43487'], 'localhost', 9],
  // Nobody owns all of nhs.uk.
  [['https://nhs.uk'], CARE_IDENTITY, -1],
  [['http://portal.nhs.net'], 'portal.nhs.net', -1],
  [['https://hs.net', 'https://a.portal.nhs.net'], 'portal.nhs.net', -1],
  [['portal.nhs.net', '*', ''], 'portal.nhs.net', -1],
  [undefined, 'portal.nhs.net', -1],
])('of %j for %s: %i', (origins, host, length) => {
  expect(longestOrigin(origins, host)).toBe(length);
});
