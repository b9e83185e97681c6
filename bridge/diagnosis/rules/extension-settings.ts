import * as v from '../../../shared/schema/schema.ts';

/** What both families of browsers let an administrator rule of each extension, by its id. */
export const ExtensionSettings = v.record(
  v.string(),
  v.fallback(
    v.object({
      installation_mode: v.fallback(v.optional(v.string()), undefined),
      blocked_permissions: v.fallback(v.optional(v.array(v.string())), undefined),
    }),
    {},
  ),
);
export type ExtensionSettings = v.InferOutput<typeof ExtensionSettings>;

/** For all extensions that have no entry of their own. */
const ALL_OTHERS = '*';
const SHUT_OUT: readonly (string | undefined)[] = ['blocked', 'removed'];
/** Without it the extension is not let in at all. */
const NEEDED = 'nativeMessaging';

/** Whether an extension is kept out; `undefined` where nothing is ruled of it. */
export function isShutOut(
  settings: ExtensionSettings | undefined,
  ids: readonly string[],
): boolean | undefined {
  const own = ids.find((id) => settings?.[id] !== undefined) ?? ALL_OTHERS;
  const entry = settings?.[own];
  if (entry === undefined) return undefined;
  if (entry.blocked_permissions?.includes(NEEDED) === true) return true;
  return entry.installation_mode === undefined
    ? undefined
    : SHUT_OUT.includes(entry.installation_mode);
}
