import type { Journey } from '../journey.ts';

export const ENROL_MFA: Journey = {
  id: 'enrol-mfa',
  group: 'enrol',
  kind: 'task',
  audience: ['clinician', 'all-staff'],
  documents: ['mfa-setup', 'mfa-faq'],
  needs: 4,
  warnings: [
    { before: 1, document: 'mfa-setup', see: 'no-mobile-device' },
    { before: 1, document: 'mfa-setup', see: 'shared-mailbox' },
    { before: 1, document: 'mfa-setup', see: 'secure-care' },
  ],
  steps: [
    {
      pages: [
        'portal-home',
        'entra-username',
        'entra-pick-account',
        'entra-password',
        'nhsmail-sign-in',
        'adfs-hrd',
        'adfs-login',
        'portal-acceptable-use',
      ],
      device: 'computer',
      document: 'mfa-setup',
      url: 'https://portal.nhs.net/',
    },
    {
      pages: ['portal-signed-in'],
      device: 'computer',
      document: 'mfa-setup',
      buttons: ['Profile', 'My Profile'],
      point: { texts: ['My Profile', 'Profile'], selectors: [] },
    },
    {
      pages: ['portal-profile'],
      device: 'computer',
      document: 'mfa-setup',
      buttons: ['My profile', 'Self-Service'],
      point: { texts: ['Self-Service'], selectors: [] },
    },
    {
      pages: ['portal-self-service'],
      device: 'computer',
      document: 'mfa-setup',
      buttons: ['Self-enrol'],
      point: { texts: ['Self-enrol'], selectors: [] },
    },
    {
      pages: ['portal-self-service'],
      device: 'computer',
      document: 'mfa-setup',
      buttons: ['Confirm'],
      point: { texts: ['Confirm'], selectors: [] },
    },
    {
      pages: ['portal-self-service'],
      device: 'computer',
      document: 'mfa-setup',
      buttons: ['success: MFA enabled successfully for nhsmailaccount@nhs.net'],
    },
  ],
  questions: [{ document: 'mfa-setup' }, { document: 'mfa-faq' }],
  related: ['deadline', 'shared-mailbox', 'secure-care', 'no-mobile-device'],
  next: 'authenticator-portal',
};
