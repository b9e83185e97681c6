import * as v from '../schema/schema.ts';

/** The languages that the words exist in. */
export const LANGUAGES = ['en', 'cy'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * `https://host[:port]`, or `http://localhost[:port]` for tests and development, as browsers write
 * origins: a standard port is left out, so one that is written would never match.
 */
const Origin = v.pipe(
  v.string(),
  v.regex(/^(https:\/\/[a-z0-9.-]+(?!:443$)|http:\/\/localhost(?!:80$))(:[1-9][0-9]{0,4})?$/),
);

/** A domain in lower case and ASCII form. */
const RpId = v.pipe(v.string(), v.maxLength(253), v.regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/));

/** How to reach somebody who helps, in the organisation's own words. What is left out is not shown. */
const ContactSetting = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.maxLength(80))),
  phone: v.optional(v.pipe(v.string(), v.maxLength(40))),
  email: v.optional(v.pipe(v.string(), v.maxLength(254))),
  url: v.optional(v.pipe(v.string(), v.maxLength(512), v.regex(/^https:\/\/[^\s]+$/))),
  /** Opening hours. */
  hours: v.optional(v.pipe(v.string(), v.maxLength(120))),
});

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
  /** Who helps here; each that is left out is as the guidance documents say. */
  contacts: v.optional(
    v.strictObject({
      'local-administrator': v.optional(ContactSetting),
      'it-service-desk': v.optional(ContactSetting),
      'nhsmail-helpdesk': v.optional(ContactSetting),
      'registration-authority': v.optional(ContactSetting),
      'ig-team': v.optional(ContactSetting),
      'local-organisation': v.optional(ContactSetting),
      'your-voice': v.optional(ContactSetting),
    }),
  ),
});
export type Settings = v.InferOutput<typeof Settings>;

/** What holds where nobody has set anything. */
export const DEFAULT_SETTINGS: Settings = { allowedOrigins: [], enterpriseRpIds: [] };
