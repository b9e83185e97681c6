import { randomBytes } from 'node:crypto';
import { CtapFault, STATUS } from '../status.ts';

/** Samples that make one template. */
export const SAMPLES = 3;
const MAX_TEMPLATES = 5;

/** CTAP 2.1 §6.7.1, lastEnrollSampleStatus. */
export const SAMPLE = { good: 0x00, poorQuality: 0x07 } as const;

export interface Template {
  readonly id: Uint8Array;
  name: string;
}

/** The enrolled fingers, and the one that is being enrolled. */
export class Fingerprints {
  #templates: Template[] = [];
  #enrolling: { readonly template: Template; remaining: number } | undefined;
  /** What the next samples are like; good ones when it is empty. */
  readonly nextSamples: number[] = [];

  constructor(enrolled: boolean) {
    if (enrolled) this.#templates.push({ id: randomBytes(8), name: 'Finger 1' });
  }

  get templates(): readonly Template[] {
    return this.#templates;
  }

  get enrolled(): boolean {
    return this.#templates.length > 0;
  }

  /** @throws CtapFault fpDatabaseFull */
  begin(): { template: Template; status: number; remaining: number } {
    if (this.#templates.length >= MAX_TEMPLATES) throw new CtapFault(STATUS.fpDatabaseFull);
    const template = { id: randomBytes(8), name: '' };
    this.#enrolling = { template, remaining: SAMPLES };
    return { template, ...this.#sample(this.#enrolling) };
  }

  /** @throws CtapFault invalidOption for a template that is not being enrolled */
  next(id: Uint8Array): { status: number; remaining: number } {
    const enrolling = this.#enrolling;
    if (enrolling === undefined || Buffer.compare(enrolling.template.id, id) !== 0) {
      throw new CtapFault(STATUS.invalidOption);
    }
    return this.#sample(enrolling);
  }

  cancel(): void {
    this.#enrolling = undefined;
  }

  /** @throws CtapFault invalidOption */
  find(id: Uint8Array): Template {
    const template = this.#templates.find((known) => Buffer.compare(known.id, id) === 0);
    if (template === undefined) throw new CtapFault(STATUS.invalidOption);
    return template;
  }

  remove(template: Template): void {
    this.#templates = this.#templates.filter((known) => known !== template);
  }

  clear(): void {
    this.#templates = [];
    this.#enrolling = undefined;
  }

  #sample(enrolling: { readonly template: Template; remaining: number }): {
    status: number;
    remaining: number;
  } {
    const status = this.nextSamples.shift() ?? SAMPLE.good;
    if (status === SAMPLE.good) enrolling.remaining -= 1;
    const { template, remaining } = enrolling;
    if (remaining === 0) {
      this.#templates.push(template);
      this.#enrolling = undefined;
    }
    return { status, remaining };
  }
}
