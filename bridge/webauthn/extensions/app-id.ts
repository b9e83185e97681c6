import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import * as v from '../../../shared/schema/schema.ts';
import { registrableDomain } from '../public-suffix.ts';
import type { ExtensionValues } from './extension.ts';
import { readInput } from './extension-input.ts';

/** The one AppID that may be used from another domain, because it was in use before the rule. */
const GSTATIC = { rpDomain: 'google.com', appIdHost: 'www.gstatic.com' } as const;

const AppId = v.pipe(v.string(), v.maxLength(2048));

/**
 * The AppID under which a page's people registered with U2F, before WebAuthn (WebAuthn Level 3
 * §10.1.1). It lies on the page's own registrable domain; its facets are not fetched. An empty one
 * means the caller's own facet (FIDO AppID and Facet Specification §3.1.2), for which browsers have
 * always taken the origin without a slash at its end.
 * @param origin of the caller, which was checked
 * @throws WardkeyError `rp-id-mismatch`, `options-invalid`
 */
export function readAppId(
  inputs: ExtensionValues,
  rpId: string,
  origin: string,
): string | undefined {
  return checked(readInput(inputs, 'appid', AppId), rpId, origin);
}

/**
 * The AppID of credentials that stand against a new one (WebAuthn Level 3 §10.1.2). Chromium spells
 * it with a capital I. An empty one means what it means in {@link readAppId}.
 * @param origin of the caller, which was checked
 * @throws WardkeyError `rp-id-mismatch`, `options-invalid`
 */
export function readAppIdExclude(
  inputs: ExtensionValues,
  rpId: string,
  origin: string,
): string | undefined {
  const name = inputs['appIdExclude'] === undefined ? 'appidExclude' : 'appIdExclude';
  return checked(readInput(inputs, name, AppId), rpId, origin);
}

function checked(appId: string | undefined, rpId: string, origin: string): string | undefined {
  if (appId === undefined) {
    return undefined;
  }
  if (appId === '') {
    return origin;
  }
  const url = URL.canParse(appId) ? new URL(appId) : null;
  if (url?.protocol !== 'https:' || !mayUse(url.hostname, rpId)) {
    throw new WardkeyError('rp-id-mismatch');
  }
  return appId;
}

function mayUse(host: string, rpId: string): boolean {
  const domain = registrableDomain(rpId) ?? rpId;
  return (
    (registrableDomain(host) ?? host) === domain ||
    (domain === GSTATIC.rpDomain && host === GSTATIC.appIdHost)
  );
}
