import { expect, test } from 'vitest';
import {
  ASKED_PORTALS,
  askedHost,
  askedPortalOf,
  NAMED_PORTALS,
  passkeysOf,
} from '../../../../shared/portals/asked-portals.ts';
import { CATALOGUE_HOSTS, PORTALS } from '../../../../shared/portals/portals.ts';

test('every portal of the catalogue can be asked, at a host of its own', () => {
  for (const { id, hosts } of PORTALS) {
    expect(ASKED_PORTALS).toContain(id);
    expect(hosts).toContain(askedHost('key', id));
  }
});

test('every host of the catalogue belongs to a portal that is asked at a host of the catalogue', () => {
  for (const host of CATALOGUE_HOSTS) {
    const portal = askedPortalOf(host);
    expect(NAMED_PORTALS).toContain(portal);
    expect(CATALOGUE_HOSTS).toContain(askedHost('either', portal));
  }
});

test.each([
  ['portal.nhs.net', 'nhsnet-portal'],
  ['login.microsoft.com', 'entra'],
  ['am.nhsidentity.spineservices.nhs.uk', 'cis2'],
  ['am.nhsint.auth-ptl.cis2.spineservices.nhs.uk', 'cis2-int'],
  ['portal.trust.example', 'other'],
  ['evil.portal.nhs.net', 'other'],
  ['', 'other'],
  ['constructor', 'other'],
] as const)('%s belongs to %s', (host, portal) => {
  expect(askedPortalOf(host)).toBe(portal);
});

test('where no portal is known, it is the one of what the person signs in with', () => {
  expect(askedHost('card')).toBe('am.nhsidentity.spineservices.nhs.uk');
  expect(askedHost('key')).toBe('portal.nhs.net');
  expect(askedHost('either')).toBe('portal.nhs.net');
  expect(askedHost('card', 'other')).toBe(askedHost('card'));
  expect(askedHost('card', 'entra')).toBe('login.microsoftonline.com');
});

test('passkeys are looked for where a portal asks for them, of its own environment', () => {
  expect(passkeysOf('cis2-dev')).toMatchObject({
    host: 'am.nhsdev.auth-ptl.cis2.spineservices.nhs.uk',
    rpIds: expect.arrayContaining(['spineservices.nhs.uk']),
  });
  expect(passkeysOf('entra')).toEqual({
    host: 'login.microsoftonline.com',
    rpIds: ['login.microsoft.com'],
  });
  expect(passkeysOf('other')).toBeNull();
  expect(passkeysOf('nhs-support')).toBeNull();
});
