// `npm start`: the practice sign-in.
import { practiseWithPerson } from './desktop.ts';
import { practiseAlone } from './headless.ts';
import { readOptions, USAGE } from './options.ts';

async function main(): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  if (options === null) {
    console.log(USAGE);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
  }
  const done = options.headless
    ? await practiseAlone(options, stop.signal)
    : await practiseWithPerson(stop.signal);
  return done ? 0 : 1;
}

process.exit(
  await main().catch((error: unknown) => {
    console.error(error);
    // Whoever reads JSON gets a line of it in every case.
    if (process.argv.includes('--json')) {
      console.log(JSON.stringify({ registered: false, signedIn: false, problem: String(error) }));
    }
    return 1;
  }),
);
