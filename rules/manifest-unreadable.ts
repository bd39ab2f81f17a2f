import { defineRule } from '../server/sdk.ts';

export const manifestUnreadable = defineRule({
  meta: {
    id: 'manifest-unreadable',
    title: 'Manifest that cannot be read',
    pillar: 'monitoring',
    severity: 'info',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:1286', 'owasp-asi:04'],
  },
  *check({ manifests }) {
    for (const { at, message, masks } of manifests.unreadable()) {
      yield {
        at,
        masks,
        confidence: 'high',
        message: `This file cannot be read whole: ${message}`,
        why: 'What cannot be read cannot be judged: behind this place a secret or an open door would not be seen, and the product that reads the file may drop it without a word.',
        help: 'Correct the syntax here; the rest of the file was read as far as possible.',
      };
    }
  },
});
