import type { PopupView } from '../../../shared/messages/views.ts';
import { hostOfOrigin } from '../origins.ts';
import type { Ceremony } from './ceremony.ts';
import type { CeremonyScreen } from './ceremony-screen.ts';
import type { StoredState } from './sign-in-store.ts';

/**
 * How long Wardkey may keep other pages from the browser's WebAuthn after the person did anything
 * for this sign-in: chose it, or answered a step. In milliseconds.
 */
const UNATTENDED_MS = 180_000;

/** A page's request that became a ceremony, and what the person sees of it. */
export interface Running {
  readonly ceremony: Ceremony;
  readonly screen: CeremonyScreen;
}

/** The sign-in that the person chose. */
export interface OpenSignIn {
  readonly tabId: number;
  /** Milliseconds since 1970. */
  expiresAt: number;
  running: Running | null;
  /** Whether the person was told that a request of another page was refused. */
  refusalTold: boolean;
}

/** A sign-in that the person chose just now. */
export function newSignIn(tabId: number): OpenSignIn {
  return { tabId, expiresAt: afterPersonActed(), running: null, refusalTold: false };
}

/** When a sign-in ends for which the person did something just now: milliseconds since 1970. */
export function afterPersonActed(): number {
  return Date.now() + UNATTENDED_MS;
}

/**
 * The form that the popup knows.
 * @param origin what the sign-in's tab shows
 */
export function viewOf(open: OpenSignIn | null, origin: string | null): PopupView['signIn'] {
  if (open === null) return null;
  const stage = open.running === null ? 'waiting-for-page' : 'ceremony';
  return { tabId: open.tabId, origin, stage };
}

/** The form that outlives a worker. @param windowId the sign-in window's, if one is open */
export function storedForm(open: OpenSignIn | null, windowId: number | null): StoredState {
  if (open === null) return { signIn: null, windowId };
  const { tabId, expiresAt, running } = open;
  return { signIn: { tabId, expiresAt, request: running && storedRequest(running) }, windowId };
}

function storedRequest({ ceremony }: Running): NonNullable<StoredState['signIn']>['request'] {
  const { kind, origin, requestId } = ceremony.request;
  return { kind, requestId, host: hostOfOrigin(origin) };
}
