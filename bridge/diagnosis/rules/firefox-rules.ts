import * as v from '../../../shared/schema/schema.ts';
import type { BrowserSeen } from '../machine.ts';
import { textOf } from '../system-files.ts';
import { type BrowserRules, LOCAL_HOST } from './browser-rules.ts';
import { ALL_OTHERS, ExtensionSettings, isDisarming } from './extension-settings.ts';
import { longestOrigin } from './firefox-origin.ts';

const Origins = v.fallback(v.optional(v.array(v.string())), undefined);
const Text = v.fallback(v.optional(v.string()), undefined);

/**
 * Policies of Firefox that keep Wardkey, a portal or Care Identity from working. None of them is about
 * native messaging, and pages that ask programs on this computer have the person asked at most.
 * Source: the Firefox administrator reference, read November 2026.
 */
const Policies = v.object({
  ExtensionSettings: v.fallback(v.optional(ExtensionSettings), undefined),
  Cookies: v.fallback(
    v.optional(
      v.object({
        Allow: Origins,
        AllowSession: Origins,
        Block: Origins,
        Behavior: Text,
        // From before there was a behaviour.
        Default: v.fallback(v.optional(v.boolean()), undefined),
        AcceptThirdParty: Text,
      }),
    ),
    undefined,
  ),
  Preferences: v.fallback(v.optional(v.record(v.string(), v.unknown())), undefined),
});
type Policies = v.InferOutput<typeof Policies>;

const BEHAVIOUR = 'network.cookie.cookieBehavior';
/** Numbers of that preference, by their names in the policy. */
const BEHAVIOURS = ['accept', 'reject-foreign', 'reject'] as const;

/** What Firefox takes from the first file of policies that is there. */
export async function firefoxRules({ policies, callers }: BrowserSeen): Promise<BrowserRules> {
  const { ExtensionSettings: settings, Cookies: cookies = {}, Preferences } = await first(policies);
  const behaviour = behaviourOf(cookies, Preferences?.[BEHAVIOUR]);
  const isKept = (host: string) => {
    const allowed = longestOrigin(cookies.Allow, host);
    const session = longestOrigin(cookies.AllowSession, host);
    const blocked = longestOrigin(cookies.Block, host);
    if (Math.max(allowed, session, blocked) < 0) return undefined;
    // Of one origin in several lists, Firefox keeps what it takes last: blocks, and then sessions.
    return session >= blocked || allowed > blocked;
  };
  const barsCookiesOf = (host: string) => !(isKept(host) ?? behaviour !== 'reject');
  return {
    isExtensionBarred: callers.every((id) => isBarredInFirefox(settings, id)),
    isNativeMessagingBarred: false,
    areUserManifestsBarred: false,
    barsCookiesOf,
    areLocalCookiesBarred: !(
      isKept(LOCAL_HOST) ??
      (behaviour !== 'reject' && behaviour !== 'reject-foreign')
    ),
    barsLocalNetworkOf: () => false,
  };
}

/** An entry of its own takes the place of the one for all others, whatever it leaves out. */
function isBarredInFirefox(settings: ExtensionSettings | undefined, id: string): boolean {
  const entry = settings?.[id] ?? settings?.[ALL_OTHERS];
  return entry?.installation_mode === 'blocked' || isDisarming(entry);
}

/** A preference stands bare, or as the value of an entry. */
function behaviourOf(
  { Behavior, Default, AcceptThirdParty }: NonNullable<Policies['Cookies']>,
  preference: unknown,
): string | undefined {
  if (Behavior !== undefined) return Behavior;
  if (Default === false) return 'reject';
  if (AcceptThirdParty === 'never') return 'reject-foreign';
  const entry = v.safeParse(v.object({ Value: v.number() }), preference);
  const number = entry.success ? entry.output.Value : preference;
  return typeof number === 'number' ? BEHAVIOURS[number] : undefined;
}

async function first(files: readonly string[]): Promise<Policies> {
  for (const file of files) {
    const text = await textOf(file);
    if (text !== null) return parsed(text);
  }
  return {};
}

function parsed(text: string): Policies {
  try {
    const read = v.safeParse(v.object({ policies: Policies }), JSON.parse(text));
    return read.success ? read.output.policies : {};
  } catch {
    return {};
  }
}
