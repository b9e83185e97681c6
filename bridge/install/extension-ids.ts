/**
 * Our own extensions, as the browsers name them. A Chromium id follows from the manifest's `key`:
 * the first 32 hex digits of its SHA-256, written with a to p. A Firefox id is the manifest's
 * `gecko.id`. Native messaging manifests name them, and the host takes no other caller.
 */
export const CHROMIUM_EXTENSION_IDS: readonly string[] = ['fgmmhkokkdaaijdilfkmokmnhfldbgcp'];

export const FIREFOX_ADDON_IDS: readonly string[] = ['wardkey@wardkey.app'];
