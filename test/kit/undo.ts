type Step = () => unknown;

/**
 * What was started, to be ended in reverse order: after use, and after a start that failed half
 * way.
 */
export class Undo {
  readonly #steps: Step[] = [];

  /** Remembers how to end something that was just started. */
  later(step: Step): void {
    this.#steps.push(step);
  }

  /**
   * Ends everything, latest first; a step that fails does not keep the others from running. A
   * second call does nothing.
   * @throws AggregateError of what failed
   */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be ended');
  }
}
