import * as v from '../../../shared/schema/schema.ts';
import { type SessionArea, SessionSlot } from '../session-slot.ts';

/** What has to outlive a worker that the browser ended. */
const StoredState = v.strictObject({
  signIn: v.nullable(
    v.strictObject({
      tabId: v.number(),
      /** Milliseconds since 1970. */
      expiresAt: v.number(),
      /** The page's request while a ceremony runs, with the host that the person signs in to. */
      request: v.nullable(
        v.strictObject({
          kind: v.picklist(['create', 'get']),
          requestId: v.number(),
          host: v.string(),
        }),
      ),
    }),
  ),
  /** The sign-in window, if one is open. */
  windowId: v.nullable(v.number()),
});
export type StoredState = v.InferOutput<typeof StoredState>;

const NOTHING: StoredState = { signIn: null, windowId: null };

/** Mirrors the open sign-in to session storage. A write that fails loses the mirror alone. */
export class SignInStore extends SessionSlot<StoredState> {
  constructor(area: SessionArea) {
    super(area, { key: 'state', schema: StoredState, nothing: NOTHING });
  }
}
