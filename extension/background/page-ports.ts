import { INTERCEPTION_PORT } from '../../shared/messages/interception.ts';
import { WEB_EID_PORT } from '../../shared/web-eid/protocol.ts';
import { originOf } from './origins.ts';
import type { MessageSender } from './senders.ts';

/** What a port is known by. */
interface NamedPort {
  readonly name: string;
  readonly sender?: MessageSender | undefined;
}

/** Who takes the ports that content scripts open in the top documents of listed pages. */
export interface PagePorts {
  onWebEid(): void;
  onBanner(tabId: number): void;
  /** @param from in the browser's words */
  onInterception(from: { readonly origin: string; readonly tabId: number }): void;
}

/** @returns whether the port has a taker */
export function takePagePort({ name, sender }: NamedPort, ports: PagePorts): boolean {
  const tabId = sender?.tab?.id;
  const origin = originOf(sender?.url);
  if (tabId === undefined || origin === null) return false;
  if (name === WEB_EID_PORT) ports.onWebEid();
  else if (name === 'banner') ports.onBanner(tabId);
  else if (name === INTERCEPTION_PORT) ports.onInterception({ origin, tabId });
  else return false;
  return true;
}
