import { browser } from './browser.ts';

/** What a page of ours is to the browser's own WebAuthn. */
export interface OwnParty {
  /** The RP ID to ask for, where the browser wants one. */
  readonly id?: string;
  /** What client data names as the origin. */
  readonly origin: string;
  /** The RP IDs that a credential may be for, any of them. */
  readonly rpIds: readonly string[];
}

const FIREFOX = 'moz-extension:';

/**
 * The relying party that this page can be by itself. Chromium takes a page of an extension for one,
 * by its origin. Firefox wants the host of a website that the extension may reach, and has one only
 * from version 150 on.
 *
 * @returns `null` where the extension may reach no website
 */
export async function ownParty(): Promise<OwnParty | null> {
  const { origin, host, protocol } = location;
  if (protocol !== FIREFOX) return { origin, rpIds: [origin, host] };
  const id = await reachableHost();
  if (id === null) return null;
  return { id, origin: `${FIREFOX}//${await nameOfAddOn()}`, rpIds: [id] };
}

/** The manifest names the portal first. */
async function reachableHost(): Promise<string | null> {
  const { origins = [] } = await browser.permissions.getAll();
  const { host_permissions: wanted = [] } = browser.runtime.getManifest();
  const pattern = wanted.find((one) => origins.includes(one));
  return pattern === undefined ? null : new URL(pattern.replace(/\*$/, '')).hostname;
}

/**
 * The address of an add-on's pages differs in each profile, and tells profiles apart; client data
 * name the add-on by the SHA-256 of its id instead, each hex digit as a letter from a to p.
 */
async function nameOfAddOn(): Promise<string> {
  const id = new TextEncoder().encode(browser.runtime.id);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', id));
  return Array.from(digest, (byte) => letter(byte >> 4) + letter(byte & 0x0f)).join('');
}

function letter(digit: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + digit);
}
