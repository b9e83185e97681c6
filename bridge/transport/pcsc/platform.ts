/** How the C interface of PC/SC differs between systems: widths, names and packing. */
export interface PcscPlatform {
  readonly library: string;
  /** The socket of the service, where it has one that comes and goes with it. */
  readonly socket: string | null;
  /** C types, in koffi's spelling. */
  readonly long: 'long' | 'int32_t';
  readonly dword: 'ulong' | 'uint32_t';
  readonly handle: 'long' | 'int32_t' | 'uintptr_t';
  /** Ends the names of the functions that take text. */
  readonly suffix: '' | 'A';
  /** Length of SCARD_READERSTATE.rgbAtr. */
  readonly atrBytes: 33 | 36;
  /** Whether SCARD_READERSTATE has no padding. */
  readonly packed: boolean;
  /** Whether {@link import('./pcsc-library.ts').PNP_READER} is known. */
  readonly plugAndPlay: boolean;
  /** The function of SCardControl. */
  readonly control: 'SCardControl' | 'SCardControl132';
  /** CM_IOCTL_GET_FEATURE_REQUEST: 3400 as a control code of this system (PC/SC part 10 §2.2). */
  readonly featureRequest: number;
}

/** SCARD_CTL_CODE of pcsc-lite's reader.h. */
const PCSCLITE_FEATURE_REQUEST = 0x42000000 + 3400;
/** CTL_CODE with FILE_DEVICE_SMARTCARD, of WinSmCrd.h. */
const WINDOWS_FEATURE_REQUEST = 0x00310000 + (3400 << 2);

/** pcsc-lite: winscard.h and wintypes.h, where LONG and DWORD are C's long. */
const LINUX: PcscPlatform = {
  library: 'libpcsclite.so.1',
  socket: '/run/pcscd/pcscd.comm',
  long: 'long',
  dword: 'ulong',
  handle: 'long',
  suffix: '',
  atrBytes: 33,
  packed: false,
  plugAndPlay: true,
  control: 'SCardControl',
  featureRequest: PCSCLITE_FEATURE_REQUEST,
};

/** Apple's fork of pcsc-lite, with 32-bit numbers and `#pragma pack(1)`. */
const MACOS: PcscPlatform = {
  library: '/System/Library/Frameworks/PCSC.framework/PCSC',
  socket: null,
  long: 'int32_t',
  dword: 'uint32_t',
  handle: 'int32_t',
  suffix: '',
  atrBytes: 33,
  packed: true,
  plugAndPlay: false,
  control: 'SCardControl132',
  featureRequest: PCSCLITE_FEATURE_REQUEST,
};

/** WinSCard. */
const WINDOWS: PcscPlatform = {
  library: 'winscard.dll',
  socket: null,
  long: 'int32_t',
  dword: 'uint32_t',
  handle: 'uintptr_t',
  suffix: 'A',
  atrBytes: 36,
  packed: false,
  plugAndPlay: true,
  control: 'SCardControl',
  featureRequest: WINDOWS_FEATURE_REQUEST,
};

/** The table's row for a system, as `process.platform` names it. */
export function pcscPlatform(system: string): PcscPlatform {
  if (system === 'win32') return WINDOWS;
  return system === 'darwin' ? MACOS : LINUX;
}
