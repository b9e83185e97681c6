import { expect, test } from 'vitest';
import { PORTAL_RP_IDS, rpIdsOf } from '../../../../shared/portals/rp-ids.ts';
import { SIGN_IN_HOSTS } from '../../../../shared/portals/sign-in-origins.ts';

test.each(SIGN_IN_HOSTS)('%s has relying parties', (host) => {
  expect(rpIdsOf(host).length).toBeGreaterThan(0);
});

test('Care Identity may name its host and the domains above it, and no public suffix', () => {
  expect(rpIdsOf('am.nhsidentity.spineservices.nhs.uk')).toEqual([
    'am.nhsidentity.spineservices.nhs.uk',
    'nhsidentity.spineservices.nhs.uk',
    'spineservices.nhs.uk',
  ]);
  expect(PORTAL_RP_IDS).not.toContain('nhs.uk');
});

test('a stranger has none, whatever it is called', () => {
  for (const host of ['shop.example', '', 'constructor', '__proto__']) {
    expect(rpIdsOf(host)).toEqual([]);
  }
});
