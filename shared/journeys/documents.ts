/** Where guidance is from. */
export interface GuidanceDocument {
  /** Its own name, in its own language. */
  readonly title: string;
  readonly url?: string;
}

/**
 * The documents that the journeys were made from. Their dates are in the words of the guide, under
 * `dates`: a person sees how old the guidance is.
 */
export const DOCUMENTS = {
  'fido2-faq': { title: 'NHS FIDO2 user manual, section 03 FAQ' },
  'mfa-leaflet': { title: 'Multi-Factor Authentication for NHSmail is here! (booklet)' },
  'mfa-faq': {
    title: 'Frequently Asked Questions (FAQs), NHSmail MFA',
    url: 'https://imerseyside.nhs.uk/mfa/nhsmail/frequently-asked-questions',
  },
  'sspr-guide': {
    title: 'Getting ready to use self-service password | User Guide',
    url: 'https://support.nhs.net/knowledge-base/getting-ready-to-use-self-service-password-reset-and-unlock/',
  },
  'mfa-setup': { title: 'Setting up MFA on NHSmail' },
  'fido2-getting-started': {
    title: 'Getting started with FIDO2',
    url: 'https://support.nhs.net/knowledge-base/getting-started-with-fido2',
  },
  'fido2-admin': {
    title: 'FIDO2 Admin Guide',
    url: 'https://support.nhs.net/knowledge-base/fido2-admin-guide',
  },
  'smartcard-registration': {
    title: 'NHSmail NHS Smartcard pre-registration user manual',
    url: 'https://support.nhs.net/knowledge-base/nhsmail-nhs-smartcard-pre-registration-user-manual',
  },
  'smartcard-sign-in-manual': {
    title: 'NHSmail NHS Care Identity Smartcard sign in user manual',
    url: 'https://support.nhs.net/knowledge-base/nhsmail-nhs-care-identity-smartcard-sign-in-user-manual/',
  },
  'trust-smartcard': {
    title: 'Signing into NHSmail with your smartcard',
    url: 'https://mfa.n3i.co.uk/smartcards/signing-into-nhsmail-with-your-smartcard',
  },
  'cis-own-profile': {
    title: 'Register an NHSmail account on your own profile',
    url: 'https://digital.nhs.uk/services/care-identity-service/smartcard-and-authentication-users/register-an-nhsmail-account-on-your-own-profile',
  },
  'cis-troubles': {
    title: 'Care Identity Service: common issues',
    url: 'https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/common-issues',
  },
  'trust-sspr': {
    title: 'NHSmail self-service password reset',
    url: 'https://training.nuth-itt.co.uk/?page_id=8168',
  },
  'unlock-article': {
    title: 'Unlocking your account',
    url: 'https://support.nhs.net/knowledge-base/unlocking-your-account/',
  },
  'windows-security-key': { title: 'Windows: security key settings' },
  wardkey: { title: 'Wardkey' },
} as const satisfies Readonly<Record<string, GuidanceDocument>>;

export type DocumentId = keyof typeof DOCUMENTS;
