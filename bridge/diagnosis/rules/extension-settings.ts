import * as v from '../../../shared/schema/schema.ts';

const Text = v.fallback(v.optional(v.string()), undefined);
const Permissions = v.fallback(v.optional(v.array(v.string())), undefined);

const Entry = v.object({
  installation_mode: Text,
  update_url: Text,
  blocked_permissions: Permissions,
  allowed_permissions: Permissions,
});
export type ExtensionEntry = v.InferOutput<typeof Entry>;

/** What both families of browsers let an administrator rule of each extension, by its id. */
export const ExtensionSettings = v.record(v.string(), v.fallback(v.optional(Entry), undefined));
export type ExtensionSettings = v.InferOutput<typeof ExtensionSettings>;

/** The entry of extensions that have none of their own. */
export const ALL_OTHERS = '*';
/** Without it the extension is not let in at all. */
const NEEDED = 'nativeMessaging';

/** Whether an entry takes away what the extension cannot do without. */
export function isDisarming(entry: ExtensionEntry | undefined): boolean {
  return (
    entry?.blocked_permissions?.includes(NEEDED) === true &&
    entry.allowed_permissions?.includes(NEEDED) !== true
  );
}
