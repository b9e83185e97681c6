import type { CborMap } from './cbor-value.ts';
import { COMMAND } from './command-byte.ts';
import { chooseCommand, encodedParameters, type ManagedKey, sendManagement } from './management.ts';
import {
  asBytes,
  asListOf,
  asMapRead,
  asText,
  asUnsigned,
  dispensable,
  optional,
  required,
} from './members.ts';
import { numberedMembers } from './request-members.ts';
import { statusOf } from './status.ts';
import { STATUS } from './status-byte.ts';

const SUBCOMMAND = {
  enrollBegin: 0x01,
  enrollCaptureNextSample: 0x02,
  cancelCurrentEnrollment: 0x03,
  enumerateEnrollments: 0x04,
  setFriendlyName: 0x05,
  removeEnrollment: 0x06,
  getFingerprintSensorInfo: 0x07,
} as const;

const FINGERPRINT = 0x01;

/** What a sample was like (CTAP 2.1 §6.7.1, lastEnrollSampleStatus), by number. */
const SAMPLE_NAMES = [
  'good',
  'too-high',
  'too-low',
  'too-left',
  'too-right',
  'too-fast',
  'too-slow',
  'poor-quality',
  'too-skewed',
  'too-short',
  'merge-failure',
  'exists',
  'unused',
  'no-user-activity',
  'no-user-presence-transition',
] as const;

export type SampleStatus = (typeof SAMPLE_NAMES)[number] | 'unknown';

export interface Sample {
  readonly status: SampleStatus;
  /** Good samples that are still needed; the finger is enrolled at 0. */
  readonly remaining: number;
}

export interface EnrolledFinger {
  readonly templateId: Uint8Array;
  /** Empty for one without a name. */
  readonly name: string;
}

export interface SensorInfo {
  readonly kind: 'touch' | 'swipe' | 'unknown';
  readonly maxSamples: number | undefined;
  /** UTF-8 bytes. */
  readonly maxNameLength: number | undefined;
}

/** authenticatorBioEnrollment (CTAP 2.1 §6.7), for fingerprints. Tokens need the permission `be`. */
export class BioEnrollment {
  readonly #key: ManagedKey;
  readonly #command: number;

  /** @throws WardkeyError `key-lacks-command` */
  constructor(key: ManagedKey) {
    this.#key = key;
    this.#command = chooseCommand(key.info, {
      option: 'bioEnroll',
      command: COMMAND.bioEnrollment,
      previewOption: 'userVerificationMgmtPreview',
      previewCommand: COMMAND.bioEnrollmentPreview,
    });
  }

  /** @throws WardkeyError `device-garbled`, and what sending throws */
  async getSensorInfo(): Promise<SensorInfo> {
    const answer = await this.#sendUnsigned(SUBCOMMAND.getFingerprintSensorInfo);
    const kind = dispensable(answer, 0x02, asUnsigned);
    return {
      kind: kind === 1 ? 'touch' : kind === 2 ? 'swipe' : 'unknown',
      maxSamples: dispensable(answer, 0x03, asUnsigned),
      maxNameLength: dispensable(answer, 0x08, asUnsigned),
    };
  }

  /**
   * Begins to enrol a finger: waits for its first sample.
   * @param timeoutMs for the sample
   * @throws WardkeyError `fingerprint-storage-full`, `device-garbled`, and what sending throws
   */
  async begin(timeoutMs: number): Promise<Sample & { readonly templateId: Uint8Array }> {
    const answer = await this.#send(SUBCOMMAND.enrollBegin, numberedMembers([[0x03, timeoutMs]]));
    return { templateId: required(answer, 0x04, asBytes), ...parseSample(answer) };
  }

  /** Waits for the next sample; throws as {@link begin}. */
  async captureNext(templateId: Uint8Array, timeoutMs: number): Promise<Sample> {
    const parameters = numberedMembers([
      [0x01, templateId],
      [0x03, timeoutMs],
    ]);
    return parseSample(await this.#send(SUBCOMMAND.enrollCaptureNextSample, parameters));
  }

  /** Gives up what was begun. */
  async cancel(): Promise<void> {
    await this.#sendUnsigned(SUBCOMMAND.cancelCurrentEnrollment);
  }

  /** @throws WardkeyError `device-garbled`, and what sending throws */
  async enumerate(): Promise<readonly EnrolledFinger[]> {
    try {
      const answer = await this.#send(SUBCOMMAND.enumerateEnrollments);
      return optional(answer, 0x07, asListOf(asMapRead(parseFinger))) ?? [];
    } catch (error) {
      // A key without any finger says this (CTAP 2.1 §6.7.6).
      if (statusOf(error) === STATUS.INVALID_OPTION) return [];
      throw error;
    }
  }

  async setName(templateId: Uint8Array, name: string): Promise<void> {
    const parameters = numberedMembers([
      [0x01, templateId],
      [0x02, name],
    ]);
    await this.#send(SUBCOMMAND.setFriendlyName, parameters);
  }

  async remove(templateId: Uint8Array): Promise<void> {
    await this.#send(SUBCOMMAND.removeEnrollment, numberedMembers([[0x01, templateId]]));
  }

  /** The token signs modality, subcommand and parameters (CTAP 2.1 §6.7). */
  #send(subcommand: number, parameters?: CborMap): Promise<CborMap> {
    const signed = [Uint8Array.of(FINGERPRINT, subcommand), encodedParameters(parameters)];
    const auth = this.#key.token?.authenticate(Buffer.concat(signed));
    const members = numberedMembers([
      [0x01, FINGERPRINT],
      [0x02, subcommand],
      [0x03, parameters],
      [0x04, auth?.protocol],
      [0x05, auth?.param],
    ]);
    return sendManagement(this.#key, this.#command, members);
  }

  #sendUnsigned(subcommand: number): Promise<CborMap> {
    const members = numberedMembers([
      [0x01, FINGERPRINT],
      [0x02, subcommand],
    ]);
    return sendManagement(this.#key, this.#command, members);
  }
}

function parseFinger(info: CborMap): EnrolledFinger {
  return {
    templateId: required(info, 0x01, asBytes),
    name: dispensable(info, 0x02, asText) ?? '',
  };
}

function parseSample(answer: CborMap): Sample {
  const status = required(answer, 0x05, asUnsigned);
  return {
    status: SAMPLE_NAMES[status] ?? 'unknown',
    remaining: required(answer, 0x06, asUnsigned),
  };
}
