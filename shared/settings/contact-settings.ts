import * as v from '../schema/schema.ts';

/** How to reach somebody who helps, in the organisation's own words. What is left out is not shown. */
export const ContactSetting = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.maxLength(80))),
  phone: v.optional(v.pipe(v.string(), v.maxLength(40))),
  email: v.optional(v.pipe(v.string(), v.maxLength(254))),
  url: v.optional(v.pipe(v.string(), v.maxLength(512), v.regex(/^https:\/\/[^\s]+$/))),
  /** Opening hours. */
  hours: v.optional(v.pipe(v.string(), v.maxLength(120))),
});

/** Who may help. */
export const ContactSettings = v.strictObject({
  'local-administrator': v.optional(ContactSetting),
  'it-service-desk': v.optional(ContactSetting),
  'nhsmail-helpdesk': v.optional(ContactSetting),
  'registration-authority': v.optional(ContactSetting),
  'ig-team': v.optional(ContactSetting),
  'local-organisation': v.optional(ContactSetting),
  'your-voice': v.optional(ContactSetting),
});
