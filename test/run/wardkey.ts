// `npm run wardkey`: the command line from a checkout. What `install` places is the built program,
// so that is built first.
import { buildTargets } from './build.ts';

if (process.argv[2] === 'install') buildTargets(['bridge']);
await import('../../bridge/main.ts');
