import { randomUUID } from 'node:crypto';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CeremonyAnswer } from '../../shared/rpc/ceremony.ts';

type AnswerType = CeremonyAnswer['type'];
type AnswerTo<T extends AnswerType> = Extract<CeremonyAnswer, { type: T }>;

interface OpenStep {
  readonly ceremony: string;
  /** @throws WardkeyError `message-invalid` when the answer does not fit the question */
  take(answer: CeremonyAnswer): void;
}

/** A question, as it is put: what is awaited, and whether an answer of that type fits. */
export interface Question<T extends AnswerType> {
  readonly ceremony: string;
  readonly type: T;
  readonly signal: AbortSignal;
  fits(answer: AnswerTo<T>): boolean;
  /** Puts the question to the person under the step's name. */
  ask(step: string): void;
}

/**
 * The steps that wait for the person. Each has a random name, so that only who was told of it can
 * answer, and is gone with its first fitting answer or its cancellation.
 */
export class Steps {
  readonly #open = new Map<string, OpenStep>();

  /** Resolves with the person's answer; rejects with the signal's reason. */
  ask<T extends AnswerType>(question: Question<T>): Promise<AnswerTo<T>> {
    const { ceremony, type, signal } = question;
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const step = randomUUID();
      const cancel = () => {
        this.#open.delete(step);
        reject(signal.reason);
      };
      const take = (answer: CeremonyAnswer) => {
        if (!isOfType(answer, type) || !question.fits(answer)) {
          throw new WardkeyError('message-invalid');
        }
        this.#open.delete(step);
        signal.removeEventListener('abort', cancel);
        resolve(answer);
      };
      signal.addEventListener('abort', cancel, { once: true });
      this.#open.set(step, { ceremony, take });
      question.ask(step);
    });
  }

  /**
   * Hands an answer to the step that it names.
   * @throws WardkeyError `ceremony-unknown` when no such step is open, `message-invalid` when the
   *   answer does not fit it; the step then stays open
   */
  answer(answer: CeremonyAnswer): void {
    const open = this.#open.get(answer.step);
    if (open === undefined || open.ceremony !== answer.ceremony) {
      throw new WardkeyError('ceremony-unknown');
    }
    open.take(answer);
  }
}

function isOfType<T extends AnswerType>(answer: CeremonyAnswer, type: T): answer is AnswerTo<T> {
  return answer.type === type;
}
