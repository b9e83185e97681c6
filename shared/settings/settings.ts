import * as v from '../schema/schema.ts';
import { ContactSettings } from './contact-settings.ts';
import { KeyModelSettings } from './key-model-settings.ts';
import { Host, PortalSettings } from './portal-settings.ts';

/** The languages that the words exist in. */
export const LANGUAGES = ['en', 'cy'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Whether pages may ask for the smartcard by Web eID: `auto` leaves it to another extension that is there. */
export const WEB_EID_MODES = ['auto', 'on', 'off'] as const;
export type WebEidMode = (typeof WEB_EID_MODES)[number];

/** Whether a sign-in with a key goes through Wardkey when the person chooses so, or at once. */
export const SIGN_IN_MODES = ['ask', 'always'] as const;
export type SignInMode = (typeof SIGN_IN_MODES)[number];

/**
 * What becomes of a page on which somebody signed in with a smartcard when that card is taken out:
 * `tell` lets the page know, so that it can lock or sign out; `close` closes its tab as well.
 */
export const CARD_REMOVED_ACTS = ['nothing', 'tell', 'close'] as const;
export type CardRemovedAct = (typeof CARD_REMOVED_ACTS)[number];

/**
 * `https://host[:port]`, or `http://localhost[:port]` for tests and development, as browsers write
 * origins: a standard port is left out, so one that is written would never match.
 */
const Origin = v.pipe(
  v.string(),
  v.regex(/^(https:\/\/[a-z0-9.-]+(?!:443$)|http:\/\/localhost(?!:80$))(:[1-9][0-9]{0,4})?$/),
);

/** Absolute, so that no folder that others can write to is searched. */
const ModulePath = v.pipe(v.string(), v.maxLength(512), v.regex(/^(\/|[A-Za-z]:\\)/));

/** A domain in lower case and ASCII form. */
const RpId = v.pipe(v.string(), v.maxLength(253), v.regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/));

/** Of a file or folder, as Unix or Windows writes it. */
const AbsolutePath = v.pipe(v.string(), v.maxLength(1024), v.regex(/^(\/|[A-Za-z]:\\)[^\0]*$/));

/**
 * What an administrator may set, in one form for the browsers' managed storage and for the
 * bridge's own policy file.
 */
export const Settings = v.strictObject({
  /** Further origins that may sign in through Wardkey, beside those of the catalogue. */
  allowedOrigins: v.optional(v.pipe(v.array(Origin), v.maxLength(256)), []),
  /** RP IDs of the organisation that may recognise the single key, where they ask (CTAP 2.1 §7.1). */
  enterpriseRpIds: v.optional(v.pipe(v.array(RpId), v.maxLength(256)), []),
  language: v.optional(v.picklist(LANGUAGES)),
  /** Where the certificates of those stand who issue smartcards: a PEM file, or a folder of them. */
  cardTrustStore: v.optional(AbsolutePath),
  webEid: v.optional(v.picklist(WEB_EID_MODES)),
  cardRemoved: v.optional(v.picklist(CARD_REMOVED_ACTS)),
  signIn: v.optional(v.picklist(SIGN_IN_MODES)),
  /** The PKCS #11 module of the cards' own middleware, for cards that are no PIV cards. */
  pkcs11Module: v.optional(ModulePath),
  /** Models of security keys that the organisation approves, or has a name for. */
  keyModels: v.optional(KeyModelSettings),
  /** Who helps here; each that is left out is as the guidance documents say. */
  contacts: v.optional(ContactSettings),
  /** Portals beside those of the catalogue, and what pages of either are known by. */
  portals: v.optional(PortalSettings),
  /** Hosts of the organisation that sign people in and are no look-alikes, though no portals. */
  hosts: v.optional(v.pipe(v.array(Host), v.maxLength(256))),
});
export type Settings = v.InferOutput<typeof Settings>;

/** What holds where nobody has set anything. */
export const DEFAULT_SETTINGS: Settings = { allowedOrigins: [], enterpriseRpIds: [] };
