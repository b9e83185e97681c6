import { browser } from './browser.ts';
import { openPanel } from './guide-places.ts';
import { PANEL_COMMAND } from './panel-command.ts';

/** Opens the panel when the person presses its keys. Firefox does that by itself and tells nobody. */
export function openPanelByShortcut(): void {
  browser.commands?.onCommand.addListener((command, tab) => {
    if (command === PANEL_COMMAND && tab?.id !== undefined) openPanel(tab.id);
  });
}
