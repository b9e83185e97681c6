import type { SignInView } from '../../../shared/messages/views.ts';
import type { WebEidWordKey } from '../../../shared/words/web-eid-words.ts';

/** What a page can ask of a smartcard. */
export type WebEidKind = Exclude<
  SignInView['kind'],
  'create' | 'get' | 'card-test' | 'key-test' | 'key-reset' | 'key-sign-ins'
>;

export interface WebEidKindWords {
  readonly purpose: WebEidWordKey;
  readonly heading: WebEidWordKey;
  readonly text: WebEidWordKey;
  readonly agree: WebEidWordKey;
}

export const WEB_EID_KINDS: Readonly<Record<WebEidKind, WebEidKindWords>> = {
  authenticate: {
    purpose: 'webEid.toAuthenticate',
    heading: 'webEid.consentAuthenticate',
    text: 'webEid.consentAuthenticateText',
    agree: 'webEid.agreeAuthenticate',
  },
  'get-signing-certificate': {
    purpose: 'webEid.toCertificate',
    heading: 'webEid.consentCertificate',
    text: 'webEid.consentCertificateText',
    agree: 'webEid.agreeCertificate',
  },
  sign: {
    purpose: 'webEid.toSign',
    heading: 'webEid.consentSign',
    text: 'webEid.consentSignText',
    agree: 'webEid.agreeSign',
  },
};

/** Whether the window is there for a page that asks for the smartcard, and not for WebAuthn. */
export function isWebEidKind(kind: SignInView['kind']): kind is WebEidKind {
  return Object.hasOwn(WEB_EID_KINDS, kind);
}

/** Whether the window is there for a page that asks for a key by WebAuthn: only the page can ask anew. */
export function isWebAuthnKind(kind: SignInView['kind']): boolean {
  return kind === 'create' || kind === 'get';
}

/** Whether the window is there for the check-up, which tells by itself what to do next. */
export function isCheckUpKind(kind: SignInView['kind']): boolean {
  return kind === 'key-test' || kind === 'key-reset' || kind === 'key-sign-ins';
}
