// Fuzzes the parsers for as long as one likes: node test/fuzz/main.ts --inputs 5000000 --seed 7
// --parser CBOR. Ends with 1 at the first input that is neither read nor refused.
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { PARSERS, SESSIONS } from './parsers.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    parser: { type: 'string' },
  },
});

for (const parser of [...PARSERS, ...SESSIONS]) {
  if (values.parser !== undefined && values.parser !== parser.name) continue;
  const report = await fuzz(parser, Number(values.inputs), Number(values.seed));
  console.log(JSON.stringify(report));
}
