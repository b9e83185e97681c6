import { expect, test } from 'vitest';
import { reportedFindings } from '../../../../shared/diagnosis/report.ts';

test('names of devices are told without what is the own of one piece', () => {
  const reader = 'Gemalto PC Twin Reader (6C8A12B3) 00 00';
  const found = [
    { code: 'card-seen', facts: { reader } },
    { code: 'key-seen', facts: { model: 'YubiKey 0012345678' } },
    { code: 'key-says', facts: { versions: 'FIDO_2_1', firmware: '328707 (0x50403)' } },
  ] as const;
  expect(reportedFindings(found)).toEqual([
    { code: 'card-seen', facts: { reader: 'Gemalto PC Twin Reader 00 00' } },
    { code: 'key-seen', facts: { model: 'YubiKey …' } },
    { code: 'key-says', facts: { versions: 'FIDO_2_1', firmware: '328707 (0x50403)' } },
  ]);
});

test('the name of an account stands in it for those alone who want that', () => {
  const found = [{ code: 'credential-there', facts: { account: 'j•••@nhs.net' } }] as const;
  expect(reportedFindings(found)).toEqual([{ code: 'credential-there' }]);
  expect(reportedFindings(found, true)).toEqual(found);
});
