import type { StepAnswer } from './bridge/bridge-ceremony.ts';
import type { MessageHandlers } from './router.ts';

type StepKind = Extract<keyof MessageHandlers, `step.${string}`>;

/** The person's answers in the sign-in window, for whichever the one window serves. */
export function stepHandlers(
  answer: (typed: StepAnswer) => Promise<void> | undefined,
): Pick<MessageHandlers, StepKind> {
  return {
    'step.pin': ({ kind: _, ...typed }) => answer({ type: 'pin', ...typed }),
    'step.new-pin': ({ kind: _, ...typed }) => answer({ type: 'new-pin', ...typed }),
    'step.device': ({ kind: _, ...typed }) => answer({ type: 'device', ...typed }),
    'step.account': ({ kind: _, ...typed }) => answer({ type: 'account', ...typed }),
    'step.consent': ({ kind: _, ...typed }) => answer({ type: 'consent', ...typed }),
  };
}
