import type { DeviceSummary } from '../../shared/rpc/device.ts';

export const KEY: DeviceSummary = {
  id: 'usb-1',
  transport: 'usb',
  name: 'Practice Key 5',
  key: {
    versions: ['FIDO_2_1'],
    aaguid: '00'.repeat(16),
    pinSet: true,
    userVerification: null,
    residentKeys: true,
    minPinLength: 4,
  },
};

export const CARD: DeviceSummary = {
  ...KEY,
  id: 'card-1',
  transport: 'smart-card',
  name: 'Practice Reader 00 00',
};

export const NEW_CARD: DeviceSummary = {
  id: 'nfc-1',
  transport: 'nfc',
  name: 'Desk Reader PICC 0',
};
export const HELD_CARD: DeviceSummary = {
  id: 'card-2',
  transport: 'smart-card',
  name: 'Keyboard Reader 00 01',
  problem: 'device-busy',
};
