// How long a page waits for navigator.credentials.get(), through Wardkey and through the browser's
// own virtual authenticator:
//   node test/bench/page-call.ts [RUNS] [--via pcsc]
// With `--via pcsc` the way leads over the installed bridge and a real pcscd, otherwise over the
// bridge's sources and a key behind a socket.
import { parseArgs } from 'node:util';
import { measurePageCalls } from './page-call-times.ts';
import { heading, line } from './statistics.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { via: { type: 'string' } },
});
const runs = Number(positionals[0] ?? 30);
const via = values.via === 'pcsc' ? 'pcsc' : 'in-process';

const { throughWardkey, throughBrowser } = await measurePageCalls(runs, via);
console.log(heading);
console.log(line(`get() through Wardkey, ${via}`, 'ms', throughWardkey));
console.log(line("get() of the browser's virtual authenticator", 'ms', throughBrowser));
const difference = throughWardkey.median - throughBrowser.median;
console.log(`difference of the medians: ${difference.toFixed(1)} ms`);
