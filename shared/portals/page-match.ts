import type { PageId } from './pages-on.ts';
import type { PortalId } from './portals.ts';
import type { KeyChoice } from './snapshot.ts';

/** What an answer rests on. */
export const EVIDENCE = [
  'host',
  'page-id',
  'selector',
  'heading',
  'text',
  'path',
  'hash',
  'tenant',
  'domain-hint',
  'came-from',
] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** Why a page that looks like one of the catalogue's is none, though nobody pretends anything. */
export const NEAR_MISSES = [
  /** A sign-in of another organisation. */
  'other-tenant',
  /** A sign-in with a personal account. */
  'personal-account',
  /** A page for everybody, with no sign that this sign-in is to the NHS. */
  'no-evidence',
  /** A host of the same owner that the catalogue does not have. */
  'other-host',
  /** The page is not protected by https, or not on the standard port. */
  'not-secure',
] as const;
export type NearMiss = (typeof NEAR_MISSES)[number];

/** What speaks for a page that pretends to be another. */
export const LOOK_ALIKE_SIGNS = [
  /** A form like Microsoft's on a host that is not Microsoft's. */
  'microsoft-form',
  /** A form like the NHS's on a host that is not the NHS's. */
  'nhs-form',
  /** The name begins or goes on like a real one and ends as another. */
  'name-inside',
  /** One letter is other than in a real name. */
  'one-edit',
  /** Letters of other alphabets that look like those of a real name. */
  'confusable',
  /** A name in other letters than those that the address bar shows. */
  'punycode',
  /** A real name stands before an @, where it means nothing. */
  'user-info',
] as const;
export type LookAlikeSign = (typeof LOOK_ALIKE_SIGNS)[number];

/** What is wrong with a page that is where it should be. */
export const PAGE_WARNINGS = ['key-choice-hidden', 'key-choice-missing'] as const;
export type PageWarning = (typeof PAGE_WARNINGS)[number];

/** What the person is warned of, by how a picker of sign-in ways treats the security key. */
export const KEY_WARNINGS: Readonly<Record<KeyChoice, readonly PageWarning[]>> = {
  none: [],
  offered: [],
  hidden: ['key-choice-hidden'],
  missing: ['key-choice-missing'],
};

/** `sure`: two signs or more agree, and no other page comes near. `likely`: one sign alone. */
export const CONFIDENCES = ['sure', 'likely'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Which portal: one of the catalogue, or one that a policy added. */
export type MatchedPortal = PortalId | 'policy';

/** Which page it is. */
export type PageMatch =
  | {
      readonly kind: 'page';
      readonly page: PageId;
      readonly portal: MatchedPortal;
      readonly confidence: Confidence;
      readonly evidence: readonly Evidence[];
    }
  /** The portal is known, the step on it is not. */
  | {
      readonly kind: 'portal';
      readonly portal: MatchedPortal;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly kind: 'near-miss';
      readonly why: NearMiss;
      readonly portal: MatchedPortal | null;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly kind: 'look-alike';
      readonly signs: readonly LookAlikeSign[];
      /** The real host that it is like, where there is one. */
      readonly like: string | null;
    }
  | { readonly kind: 'nothing' };

/** What a page was recognised as by what it shows; whom it imitates is seen elsewhere. */
export type RecognisedPage = Exclude<PageMatch, { kind: 'look-alike' }>;
