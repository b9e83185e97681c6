import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';

/** CTAP keepalive status (CTAP 2.1 §11.2.9.1.7). */
export type KeepaliveStatus = 'processing' | 'touch-needed';

export interface ExchangeOptions {
  /** Cancels at the device; the exchange then rejects with the signal's reason once it is quiet. */
  readonly signal: AbortSignal;
  readonly onKeepalive: (status: KeepaliveStatus) => void;
  /**
   * The message is given to the device at most once, and only if it still is as the last exchange
   * left it: a PIN costs a try each time, and is encrypted for the key agreement of before.
   */
  readonly once?: boolean;
}

/** A U2F request (U2F Raw Message Formats v1.2 §3.1). CLA and P2 are always 0. */
export interface U2fRequest {
  readonly ins: number;
  readonly p1: number;
  /** At most 65,535 bytes; empty for the version. */
  readonly data: Uint8Array;
}

/** An open way to one CTAP authenticator. One exchange at a time. */
export interface CtapChannel {
  /**
   * Sends one CTAP2 message and waits for its answer.
   * @param message command byte followed by CBOR, or the command byte alone
   * @returns status byte followed by CBOR, at least 1 byte
   * @throws WardkeyError `device-removed`, `device-mute`, `device-garbled`, `device-busy`,
   *   `device-restricted`, `pcsc-service-stopped`, `pcsc-failed`; `device-busy` with the fact `unsettled`
   *   when nobody knows whether the device has done what is sent once
   */
  exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array>;
  /**
   * Sends one U2F request once, where this way can carry U2F at all. Whoever calls repeats it while
   * the key waits for a touch: U2F has no cancel, so the signal is heeded between two requests.
   * @returns data and status word, at least 2 bytes
   * @throws WardkeyError those of {@link exchange}
   */
  u2f?(request: U2fRequest, options: ExchangeOptions): Promise<Uint8Array>;
  /**
   * Has the device show itself to the person, where it can (CTAP 2.1 §11.2.9.2.1).
   * @throws WardkeyError those of {@link exchange}
   */
  wink?(signal: AbortSignal): Promise<void>;
  /**
   * Sees whether bytes come back as they were sent (CTAP 2.1 §11.2.9.1.4), where the way knows that.
   * @param data at most 7,609 bytes
   * @throws WardkeyError `device-garbled` when they do not; those of {@link exchange}
   */
  ping?(data: Uint8Array, signal: AbortSignal): Promise<void>;
  /**
   * Keeps other programs off the device for several exchanges (CTAP 2.1 §11.2.9.2.2), where the way
   * knows that; the device itself may not.
   * @param seconds 1 to 10; 0 ends it
   * @throws WardkeyError `key-lacks-command`; those of {@link exchange}
   */
  lock?(seconds: number, signal: AbortSignal): Promise<void>;
  /** Lets the device go. Never rejects; a second call does nothing. */
  close(): Promise<void>;
}

/** One command for an applet of a card (ISO/IEC 7816-4 §5.1). */
export interface CardCommand {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** At most 4,096 bytes; more than 255 go in pieces (ISO/IEC 7816-4 §5.3.3). */
  readonly data: Uint8Array;
  /** Whether data is asked for. */
  readonly hasAnswer: boolean;
  /** Holds a PIN: it is given to the card at most once, and nothing is done over from there on. */
  readonly once?: boolean;
  /** The card may wait for a touch of its own before it answers. */
  readonly mayWait?: boolean;
}

export interface CardAnswer {
  /** At most 65,536 bytes, whatever pieces they came in. */
  readonly data: Uint8Array;
  /** SW1 and SW2. */
  readonly statusWord: number;
}

/** @throws WardkeyError those of {@link CtapChannel.exchange} */
export type AskCard = (command: CardCommand) => Promise<CardAnswer>;

/** The reader itself, for what is no command of the card (PC/SC part 10). */
export interface ReaderControl {
  /** CM_IOCTL_GET_FEATURE_REQUEST, which each system numbers in its own way. */
  readonly featureRequest: number;
  /**
   * @param options `once` as in {@link CardCommand}
   * @returns what the reader answers, possibly nothing
   * @throws WardkeyError those of {@link CtapChannel.exchange}
   */
  control(
    code: number,
    data: Uint8Array,
    options: { readonly timeoutMs: number; readonly once: boolean },
  ): Promise<Uint8Array>;
}

/** One turn with a card, in which no other program speaks to it. */
export interface CardTurn {
  /** `null` where the reader cannot be spoken to. */
  readonly reader: ReaderControl | null;
  /**
   * What was entered has been taken back, and the card has borne it out: it needs no reset at the
   * end, which would also cost other applets and other programs what they hold.
   */
  keepPower(): void;
}

/** An open way to the applets of one card, for commands of ISO 7816. One use at a time. */
export interface CardChannel {
  /**
   * Runs commands that no other program's come between, and that may be done over: another program
   * that resets the card makes it begin anew, until a command that is given once. After such a one
   * the card is reset before other programs get at it, so that nobody inherits a verified PIN. What
   * is selected afterwards, nobody knows.
   * @throws WardkeyError those of {@link CtapChannel.exchange}, and what the work throws
   */
  read<T>(signal: AbortSignal, work: (ask: AskCard, turn: CardTurn) => Promise<T>): Promise<T>;
  /** Lets the card go. Never rejects; a second call does nothing. */
  close(): Promise<void>;
}

/** A device that takes commands of ISO 7816 for other applets than FIDO's. */
export interface CardAccess {
  /** Answer to reset, at most 36 bytes. */
  readonly atr: Uint8Array;
  /** The one applet that the card has by its answer to reset: it cannot be opened for any other. */
  readonly only?: string;
  /** @throws WardkeyError `card-not-piv` and those of {@link CtapChannel.exchange} */
  open(signal: AbortSignal): Promise<CardChannel>;
}

/** What tells a device from others of its kind, where the system knows it. */
export interface DeviceMarks {
  /** Where the system keeps it, such as `/dev/hidraw3`. */
  readonly path?: string;
  readonly serial?: string;
}

/** A device that is attached now and may hold a CTAP authenticator. */
export interface CtapDevice {
  /** Stable while attached, unique over all transports. */
  readonly id: string;
  readonly transport: DeviceSummary['transport'];
  readonly name: string;
  /** Where the system keeps it, where that is told. */
  readonly path?: string;
  /** The maker's own number for this one piece, where the device tells it. */
  readonly serial?: string | undefined;
  /** The same device as a card, where it is one. */
  readonly card?: CardAccess;
  /** @throws WardkeyError `device-not-fido` and those of {@link CtapChannel.exchange} */
  open(signal: AbortSignal): Promise<CtapChannel>;
}

/** A reader as the PC/SC service sees it now. */
export interface ReaderSeen {
  readonly name: string;
  /** `mute`: a card is in it that does not answer. */
  readonly holds: 'nothing' | 'card' | 'mute';
  /** The card's answer to reset, where it gave one. */
  readonly atr?: Uint8Array;
}

/** A security key on USB as the system sees it, whether or not we may use it. */
export interface KeyNodeSeen {
  readonly name: string;
  /** Why we may not read and write it; `null` where we may. */
  readonly denied: ErrorCode | null;
}

/** Told by a transport as things come and go. */
export interface TransportObserver {
  onAdd(device: CtapDevice): void;
  /** @param why when the way to the device went, and not the device itself */
  onRemove(id: string, why?: ErrorCode): void;
  /** The transport's own trouble, such as a service that does not run; `null` when it is well. */
  onProblem(problem: ErrorCode | null): void;
}

/** One way of reaching devices: PC/SC today, HID beside it. */
export interface Transport {
  readonly name: string;
  /** Begins to watch; what is attached already is reported first. Never throws. */
  start(observer: TransportObserver): void;
  /** Stops watching. Never rejects. */
  stop(): Promise<void>;
}
