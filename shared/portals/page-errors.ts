import { normalise } from './normalise.ts';

/** Whose words a page's errors are in: each has its own. */
export type ErrorFamily = 'entra' | 'federation' | 'care-identity';

/** Where on a page errors of a family stand. */
export interface ErrorPlaces {
  readonly family: ErrorFamily;
  /** Selectors of elements that hold an error, or the heading of one. */
  readonly at: readonly string[];
}

/**
 * Errors that pages of the catalogue show, by their codes or, where they have none, by ids of ours.
 * `AADSTS-other` is any number of Entra's that is not listed. Nothing else of a page's error is told.
 *
 * Source: Microsoft Entra, reference-error-codes.md (ms.date 04/24/2024); NHS England, Care Identity
 * Service, setting up and troubleshooting; gathered November 2026.
 */
export const PAGE_ERRORS = [
  'AADSTS50020',
  'AADSTS50034',
  'AADSTS50053',
  'AADSTS50055',
  'AADSTS50056',
  'AADSTS50057',
  'AADSTS50058',
  'AADSTS50072',
  'AADSTS50074',
  'AADSTS50076',
  'AADSTS50078',
  'AADSTS50079',
  'AADSTS50087',
  'AADSTS50088',
  'AADSTS50089',
  'AADSTS50097',
  'AADSTS50105',
  'AADSTS50125',
  'AADSTS50126',
  'AADSTS50131',
  'AADSTS50132',
  'AADSTS50133',
  'AADSTS50144',
  'AADSTS50155',
  'AADSTS50158',
  'AADSTS50173',
  'AADSTS50192',
  'AADSTS50196',
  'AADSTS53000',
  'AADSTS53001',
  'AADSTS53003',
  'AADSTS530035',
  'AADSTS53004',
  'AADSTS53010',
  'AADSTS53011',
  'AADSTS70043',
  'AADSTS75011',
  'AADSTS90072',
  'AADSTS90100',
  'AADSTS130004',
  'AADSTS130005',
  'AADSTS130007',
  'AADSTS130008',
  'AADSTS130501',
  'AADSTS135010',
  'AADSTS135011',
  'AADSTS135016',
  'AADSTS1001000',
  'AADSTS1001003',
  'AADSTS900561',
  'AADSTS120000',
  'AADSTS500212',
  'AADSTS500213',
  'AADSTS-other',
  'request-denied',
  'request-unanswered',
  'account-locked-out',
  'password-incorrect',
  'key-not-familiar',
  'key-not-permitted',
  'certificate-not-valid',
  'smartcard-authentication-failure',
  'credential-management-not-running',
  'port-43485-not-connected',
  'port-55000-cannot-login',
  'PR20002',
  'PR30007',
  '0x53494703',
  '0x53494705',
  'ERR1002',
  'ERR1009',
  'ERR5022',
  'problem-reading-smartcard',
] as const;
export type PageErrorId = (typeof PAGE_ERRORS)[number];

/** A longer text is no error that a page shows, in UTF-16 code units: the rest is not looked at. */
const LONGEST = 2_000;
const OTHER = 'AADSTS-other';
/** Entra's numbers have five to seven digits, some with a part of one more. */
const NUMBER = /(?<![a-z0-9])aadsts([0-9]{5,7})(?![0-9])/g;
/** Ways of asking something, which are no errors: to stay signed in, and to go on to an app. */
const QUESTIONS = ['AADSTS50140', 'AADSTS50199'];

/** What errors without a number of Entra's say, as `normalise` makes it. */
const SAYINGS: Readonly<Record<ErrorFamily, readonly (readonly [RegExp, PageErrorId])[]>> = {
  entra: [
    [/^(request denied|gwrthodwyd y cais)/, 'request-denied'],
    [/^(we didn't hear from you|chlywson ni ddim gennych)/, 'request-unanswered'],
    [/your account has been (temporarily )?locked/, 'account-locked-out'],
    [/your account or password is incorrect/, 'password-incorrect'],
    [/this security key doesn't look familiar/, 'key-not-familiar'],
    [/your company policy requires a different method/, 'key-not-permitted'],
    [/^(certificate validation failed|methwyd dilysu'r dystysgrif)/, 'certificate-not-valid'],
  ],
  federation: [
    [/^(incorrect user id or password|id defnyddiwr neu gyfrinair anghywir)/, 'password-incorrect'],
  ],
  'care-identity': [
    [/\bpr20002\b|port redirection service is unavailable/, 'PR20002'],
    [/\bpr30007\b|unable to find cm process for user/, 'PR30007'],
    [/\berr1009\b|failed to obtain sopin for user/, 'ERR1009'],
    [/\berr(or )?1002\b/, 'ERR1002'],
    [/\berr5022\b|\binf1014\b/, 'ERR5022'],
    [/\b0x53494705\b|no x\.509 signing certificate found/, '0x53494705'],
    [/\b0x53494703\b/, '0x53494703'],
    [/credential management error:? not installed or running/, 'credential-management-not-running'],
    [/running on port 43485 but is not connected/, 'port-43485-not-connected'],
    [/running on port 55000 and is connected but cannot login/, 'port-55000-cannot-login'],
    [/there was a problem reading your smartcard/, 'problem-reading-smartcard'],
    [
      /smartcard authentication failure|methiant dilysu cerdyn clyfar|\b[45]00_[0-9]{1,4}\b/,
      'smartcard-authentication-failure',
    ],
  ],
};

/** The error that a text of a page is, out of {@link PAGE_ERRORS}; `null` for any other text. */
export function pageErrorIn(text: string, family: ErrorFamily): PageErrorId | null {
  const said = normalise(text.slice(0, LONGEST));
  const numbered = family === 'entra' ? entraError(said) : null;
  return numbered ?? SAYINGS[family].find(([saying]) => saying.test(said))?.[1] ?? null;
}

/** A number that is known comes before one that is not. */
function entraError(said: string): PageErrorId | null {
  const codes = Array.from(said.matchAll(NUMBER), ([, digits]) => `AADSTS${digits}`);
  const known = PAGE_ERRORS.find((error) => codes.includes(error));
  const isOther = codes.some((code) => !QUESTIONS.includes(code));
  return known ?? (isOther ? OTHER : null);
}
