import { hinders, isWorthNoting } from '../errors/hinders.ts';
import type { BannerView } from '../messages/banner-view.ts';
import type { BridgeState } from '../messages/views.ts';
import type { DeviceList, DeviceSummary } from '../rpc/device.ts';
import type { RemoteDesktop } from '../rpc/remote-desktop.ts';
import type { Language } from '../settings/settings.ts';
import { sayInGuide } from '../words/guide-words.ts';
import { printable } from '../words/printable.ts';
import { explain, say } from '../words/words.ts';
import { type CardsRead, cardLiveState } from './card-live-state.ts';
import type { Attached } from './engine.ts';

/** How a device stands, for a step that waits for one. */
export type LiveState = NonNullable<BannerView['live']>;

/** What is known of devices at this moment. */
export interface DeviceNews {
  readonly bridge: BridgeState;
  readonly list: DeviceList | null;
  /** Whether a key asks for a touch in a sign-in that runs now. */
  readonly touch: boolean;
  /** The cards as they were read; `null` while they are not. */
  readonly cards: CardsRead | null;
}

/** What is attached, for the choice of a journey and for steps that wait for it. */
export function attachedIn(list: DeviceList | null): Attached {
  const devices = list?.devices ?? [];
  return { key: devices.some(isKey), card: devices.some(isCard) };
}

/** The sentence that goes with the devices at this moment. */
export function liveState(
  language: Language,
  wanted: 'key' | 'card',
  { bridge, list, touch, cards }: DeviceNews,
): LiveState {
  if (touch) {
    return { tone: 'touch', text: sayInGuide(language, 'live.touch') };
  }
  if (bridge.state === 'failed') return problem(language, bridge.code, bridge.facts);
  if (bridge.state === 'connecting' || list === null) {
    return { tone: 'wait', text: sayInGuide(language, 'live.looking') };
  }
  const found = list.devices.filter(wanted === 'key' ? isKey : isCard);
  const best = found.find((device) => troubleOf(device, wanted) === undefined) ?? found[0];
  if (best !== undefined) return ofDevice(language, wanted, best, cards);
  const trouble = list.problems.find((code) => hinders(wanted, code));
  if (trouble !== undefined) return problem(language, trouble);
  const none = wanted === 'key' ? 'live.keyNone' : 'live.cardNone';
  const text = [
    sayInGuide(language, none),
    ...whichSide(language, bridge.remote),
    // It hides nothing but a key that lies on a card reader: said after what to do.
    ...list.problems
      .filter((code) => isWorthNoting(wanted, code))
      .map((code) => explain(language, code).says),
  ].join(' ');
  return { tone: 'wait', text };
}

/**
 * Whether a key lies where no browser on this kind of system looks: in a card reader, or on one
 * that works without contacts.
 */
export function isBeyondBrowser(list: DeviceList | null): boolean {
  const keys = (list?.devices ?? []).filter(isKey);
  return keys.length > 0 && keys.every(({ transport }) => transport !== 'usb');
}

const PROGRAMS = { rdp: 'Remote Desktop', citrix: 'Citrix', vmware: 'VMware' } as const;

/** On which side a key or card goes, for a person whose computer is not the one that they sit at. */
function whichSide(language: Language, remote: RemoteDesktop | undefined): readonly string[] {
  if (remote === undefined) return [];
  const facts = remote === 'virtual' || remote === 'other' ? {} : { program: PROGRAMS[remote] };
  return [sayInGuide(language, 'live.remote', facts), sayInGuide(language, 'live.remoteHelp')];
}

function ofDevice(
  language: Language,
  wanted: 'key' | 'card',
  device: DeviceSummary,
  cards: CardsRead | null,
): LiveState {
  const trouble = troubleOf(device, wanted);
  if (trouble !== undefined) return problem(language, trouble);
  const name = printable(device.name) || say(language, `devices.${device.transport}`);
  if (wanted === 'card') {
    const found: LiveState = {
      tone: 'good',
      text: sayInGuide(language, 'live.cardFound', { name }),
    };
    return (cards && cardLiveState(language, device.id, cards)) ?? found;
  }
  const pinSet = device.key?.pinSet ?? null;
  const key =
    pinSet === null ? 'live.keyFound' : pinSet ? 'live.keyFoundPin' : 'live.keyFoundNoPin';
  return { tone: 'good', text: sayInGuide(language, key, { name }) };
}

/** That a card is no security key hinders nobody who signs in with a card. */
function troubleOf({ problem }: DeviceSummary, wanted: 'key' | 'card'): DeviceSummary['problem'] {
  return wanted === 'card' && problem === 'device-not-fido' ? undefined : problem;
}

function problem(...of: Parameters<typeof explain>): LiveState {
  const { says, next } = explain(...of);
  return { tone: 'problem', text: `${says} ${next}` };
}

/** A card that answers as a security key is both: it may sign in either way. */
function isKey({ transport, key }: DeviceSummary): boolean {
  return transport !== 'smart-card' || key !== undefined;
}

function isCard({ transport }: DeviceSummary): boolean {
  return transport === 'smart-card';
}
