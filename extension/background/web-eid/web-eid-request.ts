import {
  HASH_BYTES,
  WebEidAuthenticate,
  WebEidGetSigningCertificate,
  WebEidSign,
} from '../../../shared/rpc/web-eid.ts';
import * as v from '../../../shared/schema/schema.ts';
import { LANGUAGES, type Language } from '../../../shared/settings/settings.ts';
import {
  WEB_EID_ACTIONS,
  WEB_EID_VERSION,
  type WebEidAction,
  type WebEidErrorCode,
  type WebEidVersions,
} from '../../../shared/web-eid/protocol.ts';

/** How long the person may take where the page does not say, and its bounds, in milliseconds. */
const INTERACTION_MS = { min: 1_000, standard: 120_000, max: 600_000 } as const;

const SEMVER =
  /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(?:[-+][0-9A-Za-z.+-]{1,64})?$/;

const Asked = v.looseObject({
  action: v.picklist(WEB_EID_ACTIONS),
  libraryVersion: v.optional(v.unknown()),
  options: v.optional(
    v.looseObject({
      userInteractionTimeout: v.optional(v.unknown()),
      lang: v.optional(v.unknown()),
    }),
  ),
});

type Asked = v.InferOutput<typeof Asked>;

/** What a page asks, checked, in the form that the bridge takes it in. */
export type WebEidRequest = {
  /** In what language, where the page says so and there is one. */
  readonly language?: Language | undefined;
} & (
  | { readonly action: 'web-eid:status'; readonly library: string }
  | { readonly action: 'web-eid:authenticate'; readonly params: WebEidAuthenticate }
  | {
      readonly action: 'web-eid:get-signing-certificate';
      readonly params: WebEidGetSigningCertificate;
    }
  | { readonly action: 'web-eid:sign'; readonly params: WebEidSign }
);

/** Why a page's request is answered with an error at once. */
export interface WebEidRefusal {
  readonly action: WebEidAction;
  readonly refusal: WebEidErrorCode;
  readonly versions?: WebEidVersions;
}

const NEEDED: Readonly<Record<WebEidAction, readonly string[]>> = {
  'web-eid:status': [],
  'web-eid:authenticate': ['challengeNonce'],
  'web-eid:get-signing-certificate': [],
  'web-eid:sign': ['certificate', 'hash', 'hashFunction'],
};

/**
 * Reads what a page asks.
 * @param origin as the browser told it
 * @returns `null` for what is no request by this protocol
 */
export function readWebEidRequest(
  body: unknown,
  origin: string,
): WebEidRequest | WebEidRefusal | null {
  const read = v.safeParse(Asked, body);
  if (!read.success) return null;
  const { action } = read.output;
  if (!isSecure(origin)) return { action, refusal: 'ERR_WEBEID_CONTEXT_INSECURE' };
  const refusal = versionRefusal(read.output) ?? missing(read.output);
  if (refusal === 'ERR_WEBEID_VERSION_MISMATCH') {
    const library = String(read.output.libraryVersion);
    const requiresUpdate = { extension: true, nativeApp: true };
    return { action, refusal, versions: { library, requiresUpdate } };
  }
  if (refusal !== null) return { action, refusal };
  const caller = { origin, timeout: timeoutOf(read.output) };
  const request = checked(read.output, caller);
  if (request === null) return { action, refusal: 'ERR_WEBEID_NATIVE_INVALID_ARGUMENT' };
  return { ...request, language: languageOf(read.output) };
}

/** How long the bridge lets a request take, in milliseconds. */
export function lifeOf({
  timeout = INTERACTION_MS.standard,
}: {
  readonly timeout?: number | undefined;
}): number {
  return timeout;
}

function checked(
  { action, libraryVersion, challengeNonce, certificate, hash, hashFunction }: Asked,
  caller: { readonly origin: string; readonly timeout: number },
): WebEidRequest | null {
  switch (action) {
    case 'web-eid:status':
      return { action, library: String(libraryVersion ?? WEB_EID_VERSION) };
    case 'web-eid:authenticate': {
      const params = v.safeParse(WebEidAuthenticate, { ...caller, challengeNonce });
      return params.success ? { action, params: params.output } : null;
    }
    case 'web-eid:get-signing-certificate':
      return { action, params: v.parse(WebEidGetSigningCertificate, caller) };
    case 'web-eid:sign': {
      const params = v.safeParse(WebEidSign, { ...caller, certificate, hash, hashFunction });
      return params.success && isWhole(params.output) ? { action, params: params.output } : null;
    }
  }
}

/** Whether a hash is as long as its function makes it. */
function isWhole({ hash, hashFunction }: WebEidSign): boolean {
  const padding = hash.length - hash.replace(/=+$/, '').length;
  return hash.length % 4 === 0 && (hash.length / 4) * 3 - padding === HASH_BYTES[hashFunction];
}

/** What browsers call a secure context, which this protocol is for alone. */
function isSecure(origin: string): boolean {
  return origin.startsWith('https://') || /^http:\/\/localhost(:\d+)?$/.test(origin);
}

/** A page names a language by two letters (ISO 639-1). */
function languageOf({ options }: Asked): Language | undefined {
  const [wish] = String(options?.lang ?? '')
    .toLowerCase()
    .split(/[-_]/);
  return LANGUAGES.find((language) => language === wish);
}

function versionRefusal({ libraryVersion }: Asked): WebEidErrorCode | null {
  if (libraryVersion === undefined) return null;
  const [, major] = SEMVER.exec(String(libraryVersion)) ?? [];
  if (major === undefined) return 'ERR_WEBEID_VERSION_INVALID';
  // A library of a later generation may mean other things by the same words.
  return Number(major) > Number(WEB_EID_VERSION.split('.')[0])
    ? 'ERR_WEBEID_VERSION_MISMATCH'
    : null;
}

function missing(asked: Asked): WebEidErrorCode | null {
  const lacks = NEEDED[asked.action].some((name) => !asked[name]);
  return lacks ? 'ERR_WEBEID_MISSING_PARAMETER' : null;
}

function timeoutOf({ options }: Asked): number {
  const wish = options?.userInteractionTimeout;
  const { min, standard, max } = INTERACTION_MS;
  return typeof wish === 'number' && Number.isFinite(wish)
    ? Math.min(Math.max(wish, min), max)
    : standard;
}
