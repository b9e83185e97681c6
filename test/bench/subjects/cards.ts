import { randomBytes, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { Undo } from '../../kit/undo.ts';
import { placeProgram } from '../../rig/placed-program.ts';
import { practiceKeys } from '../../virtual/piv-card/practice-keys.ts';
import { WAY } from '../device/bench-device.ts';
import { PivDevice } from '../device/piv-device.ts';
import { buildTimed } from '../native/build.ts';
import { type CardJob, type CardProgram, cardPrograms } from '../peers/card-programs.ts';
import { runCold } from '../peers/run-cold.ts';
import type { Row } from '../results.ts';
import { Tally } from '../tally.ts';
import type { BenchOptions, Subject } from './subject.ts';

const SUBJECT = 'A program started for a smartcard (PIV)';
const PIN = '271828';
const HOLDER = 'Pat Practice';

const THINGS = [
  { what: 'list the certificates', act: 'list' },
  { what: 'sign with the key to sign in with, PIN', act: 'sign' },
] as const;

interface Stage {
  readonly device: PivDevice;
  readonly certificate: Uint8Array;
  readonly timed: string;
}

/** One run of a program. @throws Error when what it brings is not right */
async function runOnce(
  program: CardProgram,
  act: 'list' | 'sign',
  { device, certificate, timed }: Stage,
  tally: Tally,
): Promise<void> {
  const folder = await temporaryFolder();
  try {
    const message = randomBytes(100);
    await writeFile(join(folder.path, 'message'), message);
    const pem = new X509Certificate(certificate).toString();
    await writeFile(join(folder.path, 'certificate.pem'), pem);
    const base: Omit<CardJob, 'message' | 'folder'> = {
      reader: device.name,
      pin: PIN,
      certificate,
      holder: HOLDER,
    };
    const invocation = program[act]?.({ ...base, message, folder: folder.path });
    if (invocation === undefined) return;
    const told = device.account();
    const result = await runCold(timed, device, folder.path, invocation);
    invocation.read(result.output, result.errorOutput);
    tally.add(result.ms, told());
  } catch (error) {
    tally.addVoid(error);
  } finally {
    await folder.remove();
  }
}

async function measureThing(
  { what, act }: (typeof THINGS)[number],
  programs: readonly CardProgram[],
  stage: Stage,
  { runs, say }: BenchOptions,
): Promise<Row[]> {
  say(`${SUBJECT}: ${what}`);
  const entries = programs
    .filter((program) => program[act] !== undefined)
    .map((program) => {
      const place = { subject: SUBJECT, what, peer: program.name, way: WAY.card };
      return { program, tally: new Tally(place) };
    });
  for (let run = 0; run < runs; run++) {
    for (const { program, tally } of entries) {
      if (!tally.isHopeless) await runOnce(program, act, stage, tally);
    }
  }
  return entries.map(({ tally }) => tally.row());
}

/** Programs for smartcards, started for one thing each, on the same card. */
export const cards: Subject = {
  name: 'cards',
  async measure(options) {
    const undo = new Undo();
    try {
      const home = await temporaryFolder();
      undo.later(() => home.remove());
      const programs = cardPrograms(await placeProgram({ HOME: home.path, PATH: '' }));
      const keys = await practiceKeys('p256');
      const certificate = keys['9a']?.certificate ?? new Uint8Array();
      const yubico = { version: [5, 2, 7], serial: 1_234_567 } as const;
      const device = await PivDevice.start({ pin: PIN, keys, yubico });
      undo.later(() => device.close());
      const stage = { device, certificate, timed: await buildTimed() };
      const rows: Row[] = [];
      for (const thing of THINGS) {
        rows.push(...(await measureThing(thing, programs, stage, options)));
      }
      return rows;
    } finally {
      await undo.run();
    }
  },
};
