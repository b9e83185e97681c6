import { browser } from './browser.ts';

/** One life of a native messaging port. */
export interface NativePort {
  post(message: unknown): void;
  close(): void;
}

export interface NativePortEvents {
  onMessage(message: unknown): void;
  /** The other end went. The browser's own text, or `null` where it gives none. */
  onDisconnect(text: string | null): void;
}

export type OpenNativePort = (events: NativePortEvents) => NativePort;

/** Starts the native messaging host of a name. Failures arrive by `onDisconnect`. */
export function nativePortOpener(name: string): OpenNativePort {
  return (events) => {
    const port = browser.runtime.connectNative(name);
    port.onMessage.addListener((message) => events.onMessage(message));
    port.onDisconnect.addListener(() => {
      // Chromium tells by lastError inside this call only, Firefox by the port's own error.
      const text = browser.runtime.lastError?.message ?? port.error?.message;
      events.onDisconnect(text ?? null);
    });
    return { post: (message) => port.postMessage(message), close: () => port.disconnect() };
  };
}
