import type { PracticeState } from './state.ts';

/** One request to the practice portal, already read and bounded. */
export interface PortalRequest {
  readonly url: URL;
  /** Random id of the browser's session with this host. */
  readonly session: string;
  /** The parsed body of a POST: JSON, or the fields of a form; otherwise `undefined`. */
  readonly body: unknown;
  readonly state: PracticeState;
}

/** What the portal answers. */
export type PortalResponse =
  | { readonly html: string }
  /** A whole document that runs no script. */
  | { readonly still: string }
  | { readonly script: string }
  | { readonly style: string }
  | { readonly json: unknown }
  | { readonly redirect: string };

export type Handler = (request: PortalRequest) => PortalResponse | Promise<PortalResponse>;

/** Handlers of one host, by method and path: `GET /common/fido/get`. */
export type Routes = Readonly<Record<string, Handler>>;

/** A text that was sent under a name; empty where there is none. */
export function sent(body: unknown, name: string): string {
  const value = body instanceof Object ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value : '';
}
