import { type ApiCall, defineRule, placeOf, textAt } from '../server/sdk.ts';

export const gcpServiceAccountKey = defineRule({
  meta: {
    id: 'gcp-service-account-key',
    title: 'Service account that signs in with a key',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    scope: 'agents',
    fixable: 'never',
    since: 'next',
    references: ['cwe:798', 'cwe:522', 'cwe:321', 'owasp-asi:03', 'owasp-mcp:01'],
  },
  *check({ calls, manifests }) {
    for (const { root } of manifests.recognised('service-account-key')) {
      const key = textAt(root, 'private_key');
      if (!key || !real.test(key.value)) continue;
      yield {
        ...texts,
        at: placeOf(key),
        masks: [placeOf(key)],
        severity: 'error',
        confidence: 'high',
        message: 'The private key of a service account stands here',
        help: 'Revoke the key, since the history of the repository keeps it, and let the workload sign in by workload identity federation or as the service account that is attached to it.',
      };
    }
    const reported = new Set<string>();
    for (const call of calls('service-account-key')) {
      const option = ['file', 'key'].map((name) => ({ name, ...call.option(name) })).find(isGiven);
      if (!option || reported.has(`${option.at.file}:${option.at.start}`)) continue;
      reported.add(`${option.at.file}:${option.at.start}`);
      yield {
        ...texts,
        at: option.at,
        // What a setting names may be the configuration of a federation, too.
        confidence: option.name === 'file' && /\.(?:json|p12|pem)$/i.test(option.texts?.[0] ?? '') ? 'high' : 'medium',
        message:
          option.name === 'file'
            ? 'The program signs in with the key file of a service account'
            : 'The program signs in with the private key of a service account',
      };
    }
  },
});

const texts = {
  why: 'Such a key does not expire, works from anywhere, and shows nothing of who uses it. Every copy, in an image, a backup or a laptop, is the service account.',
  help: 'Leave the option out and let Application Default Credentials find the service account that is attached, or a configuration of workload identity federation outside Google Cloud.',
};

// A placeholder is no key.
const real = /-----BEGIN (?:RSA )?PRIVATE KEY-----\s*(?:[A-Za-z\d+/=]\s*){200,}/;

type Given = ReturnType<ApiCall['option']> & Required<Pick<ReturnType<ApiCall['option']>, 'at'>>;

function isGiven<T extends ReturnType<ApiCall['option']>>(option: T): option is T & Given {
  return option.at !== undefined && option.state !== 'absent';
}
