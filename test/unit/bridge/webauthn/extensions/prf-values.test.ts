import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  PrfValues,
  prfResults,
  prfSalts,
} from '../../../../../bridge/webauthn/extensions/prf-values.ts';
import vectors from '../../../../vectors/prf-hmac-secret.json' with { type: 'json' };

const base64Url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test.each(vectors.cases)('$title', (vector) => {
  const second = vector.prf_eval_second;
  const values = v.parse(PrfValues, {
    first: base64Url(vector.prf_eval_first),
    ...(second === undefined ? {} : { second: base64Url(second) }),
  });
  expect(prfSalts(values).map(hex)).toEqual([
    vector.salt1,
    ...(vector.salt2 ? [vector.salt2] : []),
  ]);
  const outputs = [vector.output1, vector.output2].flatMap((output) =>
    output === undefined ? [] : [new Uint8Array(Buffer.from(output, 'hex'))],
  );
  expect(prfResults(outputs)).toEqual({
    first: base64Url(vector.prf_results_first),
    ...(second === undefined ? {} : { second: base64Url(vector.prf_results_second ?? '') }),
  });
});
