import { browser } from './browser.ts';

const WIDTH = 440;
const HEIGHT = 600;
/** Below the address bar, so that the page's own address stays in sight. */
const BELOW_TOP = 90;

/** Whether a browser window has the focus. */
export async function isWindowFocused(windowId: number): Promise<boolean> {
  return (await browser.windows.get(windowId)).focused;
}

/**
 * Opens a page of ours as a popup window, over the middle of another window where there is one.
 * @param focused whether it takes the focus
 * @returns the new window's id
 */
export async function openPopupWindow(
  url: string,
  nearWindowId: number | null,
  focused: boolean,
): Promise<number> {
  const near = nearWindowId === null ? undefined : await boundsOf(nearWindowId);
  const place = near && {
    left: Math.round(near.left + (near.width - WIDTH) / 2),
    top: Math.round(near.top + BELOW_TOP),
  };
  const size = { url, type: 'popup', width: WIDTH, height: HEIGHT, focused } as const;
  const opened = await browser.windows
    .create({ ...size, ...place })
    // A place that is mostly off the screen is refused; the browser then finds one.
    .catch(() => browser.windows.create(size));
  if (opened.id === undefined) throw new RangeError('The window has no id');
  return opened.id;
}

async function boundsOf(
  windowId: number,
): Promise<{ left: number; top: number; width: number } | undefined> {
  const { left, top, width } = await browser.windows.get(windowId);
  if (left === undefined || top === undefined || width === undefined) return undefined;
  return { left, top, width };
}

export async function isWindowOpen(windowId: number): Promise<boolean> {
  return browser.windows.get(windowId).then(
    () => true,
    () => false,
  );
}

export async function closeWindow(windowId: number): Promise<void> {
  await browser.windows.remove(windowId);
}

export async function focusWindow(windowId: number): Promise<void> {
  await browser.windows.update(windowId, { focused: true });
}
