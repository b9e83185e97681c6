import { POLICY_TARGETS } from '../../install/policy-samples.ts';
import type { CommandDefinition } from '../definition.ts';
import { COUNT, FLAG, list, object, TEXT } from '../json-schema.ts';

/** Commands for what an administrator sets. */
export const POLICY_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['policy', 'check'],
    says: 'help.policyCheck',
    details: ['help.policyCheckMore'],
    arguments: [
      { name: 'FILE', completes: 'files', optional: true, says: 'help.argumentPolicyFile' },
    ],
    examples: [
      { typed: 'wardkey policy check', says: 'help.examplePolicyCheck' },
      { typed: 'wardkey policy check policy.json', says: 'help.examplePolicyCheckFile' },
    ],
    exits: [7],
    output: object({
      path: TEXT,
      isThere: FLAG,
      problems: list(object({}, { line: COUNT, key: TEXT, expected: TEXT })),
    }),
    load: async () => (await import('../commands/policy-check.ts')).policyCheck,
  },
  {
    words: ['policy', 'sample'],
    says: 'help.policySample',
    details: ['help.policySampleMore'],
    arguments: [{ name: 'TARGET', completes: POLICY_TARGETS, says: 'help.argumentPolicyTarget' }],
    options: [
      { name: 'install-url', value: 'URL', completes: 'none', says: 'help.optionInstallUrl' },
    ],
    examples: [
      {
        typed: 'wardkey policy sample chromium > /etc/chromium/policies/managed/wardkey.json',
        says: 'help.examplePolicySample',
      },
      { typed: 'wardkey policy sample bridge', says: 'help.examplePolicySampleBridge' },
    ],
    load: async () => (await import('../commands/policy-sample.ts')).policySampleCommand,
  },
  {
    words: ['policy', 'schema'],
    says: 'help.policySchema',
    examples: [{ typed: 'wardkey policy schema', says: 'help.examplePolicySchema' }],
    load: async () => (await import('../commands/policy-schema.ts')).policySchema,
  },
];
