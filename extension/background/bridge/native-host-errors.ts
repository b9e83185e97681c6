import type { ErrorCode } from '../../../shared/errors/codes.ts';

/**
 * What browsers say when a native messaging port fails. Measured on Chromium 156 and Firefox 153;
 * the texts are not translated by either.
 */
const TEXTS: readonly { readonly starts: string; readonly code: ErrorCode }[] = [
  // Chromium: extensions/browser/api/messaging/native_message_process_host.cc
  { starts: 'Specified native messaging host not found', code: 'bridge-missing' },
  {
    starts: 'Access to the specified native messaging host is forbidden',
    code: 'bridge-forbidden',
  },
  {
    starts: 'Access to the native messaging host was disabled by the system administrator',
    code: 'bridge-blocked-by-policy',
  },
  { starts: 'Native host has exited', code: 'bridge-stopped' },
  { starts: 'Error when communicating with the native messaging host', code: 'bridge-garbled' },
  { starts: 'Failed to start native messaging host', code: 'bridge-stopped' },
  // Firefox: toolkit/components/extensions/NativeMessaging.sys.mjs
  { starts: 'No such native application', code: 'bridge-missing' },
  {
    starts: 'This extension does not have permission to use native application',
    code: 'bridge-forbidden',
  },
  { starts: 'An unexpected error occurred', code: 'bridge-stopped' },
];

/**
 * The code for the browser's text at a port's end.
 * @param text `null` where the browser gives none: Firefox at an orderly exit of the host
 */
export function codeOfNativeError(text: string | null): ErrorCode {
  return TEXTS.find(({ starts }) => text?.startsWith(starts))?.code ?? 'bridge-stopped';
}
