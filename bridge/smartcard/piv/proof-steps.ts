/** Steps of proving a card, in their order. */
export const PROOF_STEPS = ['certificate', 'validity', 'pin', 'signature', 'match'] as const;

export type ProofStepName = (typeof PROOF_STEPS)[number];
