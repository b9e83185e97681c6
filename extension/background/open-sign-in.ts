import type { PopupView } from '../../shared/messages/views.ts';
import type { Ceremony } from './ceremony.ts';
import type { CeremonyScreen } from './ceremony-screen.ts';
import { hostOfOrigin } from './origins.ts';
import type { StoredState } from './sign-in-store.ts';

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

/**
 * The form that the popup knows.
 * @param origin what the sign-in's tab shows
 */
export function viewOf(open: OpenSignIn | null, origin: string | null): PopupView['signIn'] {
  if (open === null) return null;
  const stage = open.running === null ? 'waiting-for-page' : 'ceremony';
  return { tabId: open.tabId, origin, stage };
}

/** The form that outlives a worker. */
export function storedForm(open: OpenSignIn | null): StoredState['signIn'] {
  if (open === null) return null;
  const { tabId, expiresAt, running } = open;
  if (running === null) return { tabId, expiresAt, request: null };
  const { kind, origin, requestId } = running.ceremony.request;
  return { tabId, expiresAt, request: { kind, requestId, host: hostOfOrigin(origin) } };
}
