/** The name under which the browser knows the bridge's native messaging host. */
export const HOST_NAME = 'app.wardkey.bridge';

/** Protocol versions of the JSON-RPC methods that this build speaks, both ends included. */
export const PROTOCOL = { min: 1, max: 1 } as const;

/**
 * Largest message in either direction, in bytes of UTF-8. The browser itself cuts the port at
 * 1 MiB from the host, so a larger message is answered with an error long before that.
 */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/** How long the bridge may take to answer hello, in milliseconds. */
export const HELLO_TIMEOUT_MS = 5_000;

/** A ceremony's life when the page names none, and its bounds (WebAuthn Level 3 §5.1.3). */
export const CEREMONY_TIMEOUT_MS = { min: 15_000, standard: 180_000, max: 600_000 } as const;
