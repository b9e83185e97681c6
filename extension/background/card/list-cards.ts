import type { CardList } from '../../../shared/rpc/card.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';

/** Several cards are read one after another, each within 15 s. */
const LIST = { timeoutMs: 60_000, timeoutCode: 'device-mute' } as const;

/** Has the bridge read all cards. @throws WardkeyError `device-mute`, `bridge-...` */
export function listCards(bridge: Pick<BridgeClient, 'call'>): Promise<CardList> {
  return bridge.call('cards.list', {}, LIST);
}
