import * as v from '../schema/schema.ts';
import { ContactSettings } from '../settings/contact-settings.ts';
import {
  CARD_REMOVED_ACTS,
  LANGUAGES,
  SIGN_IN_MODES,
  WEB_EID_MODES,
} from '../settings/settings.ts';

const Lines = v.pipe(v.array(v.string()), v.readonly());

/** What the settings page shows. Sent over the port named `settings`. */
export const SettingsView = v.strictObject({
  language: v.picklist(LANGUAGES),
  /** What the person may change to; absent where a policy has chosen. */
  otherLanguage: v.optional(v.picklist(LANGUAGES)),
  /** What does not fit in the policy, of which nothing is then used. */
  problem: v.nullable(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
  portals: v.pipe(
    v.array(
      v.strictObject({
        host: v.string(),
        name: v.string(),
        access: v.picklist(['built-in', 'given', 'missing']),
        /** What pages are known by there, as `page: selector`. */
        pages: Lines,
      }),
    ),
    v.readonly(),
  ),
  contacts: v.optional(ContactSettings),
  hosts: Lines,
  origins: Lines,
  rpIds: Lines,
  signIn: v.picklist(SIGN_IN_MODES),
  webEid: v.optional(v.picklist(WEB_EID_MODES)),
  cardRemoved: v.optional(v.picklist(CARD_REMOVED_ACTS)),
  /** What the bridge alone heeds, and only in its own policy, as `setting: value`. */
  program: Lines,
});
export type SettingsView = v.InferOutput<typeof SettingsView>;
