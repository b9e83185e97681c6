import { SW } from '../applet/status-word.ts';

/** What the applet answers, before it is cut into responses. */
export interface AppletAnswer {
  readonly statusWord: number;
  readonly data: Uint8Array;
}

export function success(data: Uint8Array): AppletAnswer {
  return { statusWord: SW.success, data };
}

export function only(statusWord: number): AppletAnswer {
  return { statusWord, data: new Uint8Array() };
}
