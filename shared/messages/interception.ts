import type { DomExceptionName } from '../errors/dom-exception.ts';
import * as v from '../schema/schema.ts';

/**
 * The name of the port from the interception in a page to the background, one for each document. The
 * page itself has no part in it: no event and no message of the page's is listened to.
 */
export const INTERCEPTION_PORT = 'interception';

/** How long a page waits to hear that its call is taken, before the browser gets it, in milliseconds. */
export const TAKEN_WITHIN_MS = 1_000;

/** The page's number for its call. */
const Id = v.pipe(v.number(), v.integer(), v.minValue(0));

/** From the page's document, over the port. */
export const FromInterceptedPage = v.variant('type', [
  v.strictObject({
    type: v.literal('request'),
    id: Id,
    kind: v.picklist(['create', 'get']),
    /** In the JSON form of WebAuthn Level 3 §5.1.8 and §5.1.9; not checked yet. */
    options: v.unknown(),
  }),
  /** The page aborted it, or got tired of waiting for `taken`. */
  v.strictObject({ type: v.literal('abort'), id: Id }),
]);
export type FromInterceptedPage = v.InferOutput<typeof FromInterceptedPage>;

/** What becomes of a call that was taken. */
export type InterceptedAnswer =
  | { readonly type: 'credential'; readonly credential: object }
  | { readonly type: 'failed'; readonly name: DomExceptionName; readonly message: string };

/** To the page's document, over the port. A port that closes takes nothing more. */
export type ToInterceptedPage =
  | { readonly type: 'taken'; readonly id: number }
  | { readonly type: 'native'; readonly id: number }
  | (InterceptedAnswer & { readonly id: number })
  /** Give the page its own functions back. */
  | { readonly type: 'let-go' };
