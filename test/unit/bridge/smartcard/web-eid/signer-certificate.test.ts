import { expect, test } from 'vitest';
import { namesIn } from '../../../../../bridge/smartcard/web-eid/signer-certificate.ts';

test.each([
  ['O=NHS\nCN=555012345678 Jane Doe', 'CN=Issuing CA', '********5678 Jane Doe', 'Issuing CA'],
  ['CN=Jane Doe\nUID=555012345678', 'O=NHS\nCN=555099990000', 'Jane Doe', '********0000'],
  ['O=NHS', '', null, null],
])('of %j and %j the person sees %s and %s', (subject, issuer, name, issuerName) => {
  expect(namesIn({ subject, issuer })).toEqual({ name, issuer: issuerName });
});
