import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultTable } from './fault-table.ts';

writeFileSync(join(import.meta.dirname, 'FAULTS.md'), faultTable());
