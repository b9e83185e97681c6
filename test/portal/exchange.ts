import type { PracticeState } from './state.ts';

/** One request to the practice portal, already read and bounded. */
export interface PortalRequest {
  readonly url: URL;
  /** Random id of the browser's session with this host. */
  readonly session: string;
  /** The parsed JSON body of a POST, otherwise `undefined`. */
  readonly body: unknown;
  readonly state: PracticeState;
}

/** What the portal answers. */
export type PortalResponse =
  | { readonly html: string }
  | { readonly script: string }
  | { readonly json: unknown }
  | { readonly redirect: string };

export type Handler = (request: PortalRequest) => PortalResponse | Promise<PortalResponse>;

/** Handlers of one host, by method and path: `GET /common/fido/get`. */
export type Routes = Readonly<Record<string, Handler>>;
