import { browser } from '../../platform/browser.ts';
import { closeWindow, focusWindow, isWindowOpen, openPopupWindow } from '../../platform/windows.ts';
import { SignInWindow, type SignInWindowEvents } from './sign-in-window.ts';

/**
 * The one sign-in window, over the browser's own windows. It must be made while the worker's script
 * runs first: it listens for windows that go.
 * @param url of the page that it shows
 */
export function signInWindow(url: string, events: SignInWindowEvents): SignInWindow {
  const window = new SignInWindow(
    {
      open: (near, { focused }) => openPopupWindow(url, near, focused),
      close: closeWindow,
      focus: focusWindow,
      isOpen: isWindowOpen,
    },
    events,
  );
  browser.windows.onRemoved.addListener((windowId) => window.onWindowRemoved(windowId));
  return window;
}
