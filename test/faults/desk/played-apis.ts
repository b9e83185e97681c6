/** The extension APIs of the browser that is played; a test puts them in the place of the real ones. */
export const apis: Record<string, unknown> = {};
