/** Why the system's HID library could not do what was asked. */
export type HidFault = 'library-missing' | 'denied' | 'forbidden' | 'gone' | 'failed';

/** A failure of the HID library, sorted by what it says, for it has no codes. */
export class HidError extends Error {
  override readonly name = 'HidError';
  readonly fault: HidFault;
  /** The shared library that is missing, such as `libudev.so.1`. */
  readonly library: string | undefined;

  constructor(fault: HidFault, cause: unknown, library?: string) {
    super(fault, { cause });
    this.fault = fault;
    this.library = library;
  }
}

export interface HidListener {
  /** One input report, without an ID where the device has none. */
  onReport(report: Uint8Array): void;
  /** Nothing more will come. */
  onError(error: HidError): void;
}

/** An open HID device. */
export interface HidHandle {
  /**
   * Sends one output report; one after the other.
   * @param report without a report ID
   * @throws HidError
   */
  write(report: Uint8Array): Promise<void>;
  /** Lets the device go. Called once; may wait for a write that hangs. */
  close(): Promise<void>;
}

/** The system's way to HID devices, as far as Wardkey needs it. */
export interface HidLibrary {
  /**
   * @param path of the device node
   * @throws HidError
   */
  open(path: string, listener: HidListener): Promise<HidHandle>;
}
