/** The command of the manifest whose keys open the panel. */
export const PANEL_COMMAND = 'open-panel';
