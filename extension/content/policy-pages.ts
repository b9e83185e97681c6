import type { PolicyPages } from '../../shared/portals/match.ts';

/**
 * What a policy adds, out of the background's answer to what was seen.
 * @returns `null` where the answer brings nothing
 */
export function policyPagesIn(reply: unknown): PolicyPages | null {
  return isAnswer(reply) ? reply.policyPages : null;
}

/** The background checked the policy itself: here it is only told from other answers. */
function isAnswer(reply: unknown): reply is { readonly policyPages: PolicyPages } {
  return (
    typeof reply === 'object' &&
    reply !== null &&
    'policyPages' in reply &&
    typeof reply.policyPages === 'object' &&
    reply.policyPages !== null
  );
}
