import { expect, test } from 'vitest';
import { withoutSerial } from '../../../../shared/redact/device-name.ts';

test.each([
  ['Gemalto PC Twin Reader (6C8A12B3) 00 00', 'Gemalto PC Twin Reader 00 00'],
  [
    'SCM Microsystems Inc. SCR 3310 [CCID Interface] (53311124202010) 00 00',
    'SCM Microsystems Inc. SCR 3310 [CCID Interface] 00 00',
  ],
  [
    'Identiv uTrust 3700 F CL Reader [uTrust 3700 F CL Reader] (55041839201234) 01 00',
    'Identiv uTrust 3700 F CL Reader [uTrust 3700 F CL Reader] 01 00',
  ],
  ['REINER SCT cyberJack RFID basis (1234 5678 90) 00 00', 'REINER SCT cyberJack RFID basis 00 00'],
  ['Yubico YubiKey 0012345678', 'Yubico YubiKey …'],
  ['Token 2 SN8F3A1290C7', 'Token 2 SN…'],
  ['Token 2 SN:GH12KL89', 'Token 2 SN…'],
  ['Token 2 (s/n GH12KL89) 00 00', 'Token 2 00 00'],
  ['Gemalto PC Twin Reader (ABCDEF12) 00 00', 'Gemalto PC Twin Reader 00 00'],
  ['Gemalto PC Twin Reader (FADEDBED) 00 00', 'Gemalto PC Twin Reader 00 00'],
  ['Gemalto PC Twin Reader (GH12KL89) 00 00', 'Gemalto PC Twin Reader 00 00'],
])('%s is told as %s', (name, told) => {
  expect(withoutSerial(name)).toBe(told);
});

test.each([
  'HID Global OMNIKEY 5427 CK 00 00',
  'HID Global OMNIKEY 3x21 Smart Card Reader [OMNIKEY 3x21 Smart Card Reader] 00 00',
  'ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 00 00',
  'Yubico YubiKey OTP+FIDO+CCID 00 00',
  'Cherry GmbH SmartTerminal (XX44) 00 00',
  'Practice Reader (Contactless) SNR 3310 00 00',
  'Alcor Micro AU9540 00 00',
  'Practice Reader 00 00',
  'SoloKeys Solo 4.1.5',
  '',
])('%s stays as it is', (name) => {
  expect(withoutSerial(name)).toBe(name);
});
