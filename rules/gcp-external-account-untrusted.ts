import { defineRule, type Place, placeOf, type Report, textAt, type Tree, valueAt } from '../server/sdk.ts';

export const gcpExternalAccountUntrusted = defineRule({
  meta: {
    id: 'gcp-external-account-untrusted',
    title: 'Federation with Google Cloud that asks a stranger',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:918', 'cwe:522', 'cwe:78', 'owasp-asi:03', 'owasp-asi:04'],
  },
  *check({ manifests, flows, calls }) {
    for (const { document, root } of manifests.recognised('external-account')) {
      for (const found of [...endpoints(root), ...source(root)])
        yield {
          ...texts,
          ...found,
          // In code the place of a constant says less than that of the object.
          at: found.at.file === document.file ? found.at : placeOf(root),
        };
    }
    if (calls('cloud-exchange').length === 0) return;
    for (const flow of flows({ from: ['inbound-request'], to: ['federation-config'] })) {
      yield {
        ...texts,
        at: flow.sink,
        path: flow.steps,
        confidence: flow.confidence,
        message: 'The configuration of the federation comes out of a request',
      };
    }
  },
});

const texts = {
  confidence: 'high' as const,
  why: 'The configuration says where the token of the workload is read, to which address it is sent, and which program is started for it. Google warns of configurations that others have written: they send the token away or run what they name.',
  help: 'Use the configuration that `gcloud iam workload-identity-pools create-cred-config` writes: `https://sts.googleapis.com/v1/token`, and a file or the metadata service of the platform as the source.',
};

type Found = Pick<Report, 'at' | 'message'> & { severity?: 'error' | 'warning'; confidence?: 'high' | 'medium' };

const google = /^https:\/\/(?:[\w-]+\.)*(?:googleapis\.com|google\.com|mtls\.googleapis\.com)(?:\/|$)/i;
// Addresses that only the platform itself answers.
const metadata =
  /^https?:\/\/(?:169\.254\.169\.254|169\.254\.170\.2|\[fd00:ec2::254\]|localhost|127\.0\.0\.1|metadata\.google\.internal)(?::\d+)?(?:\/|$)/i;
const ci = /^https:\/\/[\w.-]*(?:actions\.githubusercontent\.com|gitlab\.com|circleci\.com|vercel\.com)(?:[:/]|$)/i;

function* endpoints(root: Tree): Generator<Found> {
  for (const key of ['token_url', 'service_account_impersonation_url', 'token_info_url']) {
    const url = textAt(root, key);
    // Other universes of Google Cloud have endpoints of their own.
    if (!url || isOpen(url.value) || google.test(url.value) || valueAt(root, 'universe_domain')) continue;
    yield {
      at: placeOf(url),
      message: `\`${key}\` sends the token of the workload to \`${hostOf(url.value)}\`, which is not Google`,
    };
  }
}

function* source(root: Tree): Generator<Found> {
  const url = textAt(root, 'credential_source.url');
  if (url && !isOpen(url.value) && !metadata.test(url.value) && !ci.test(url.value))
    yield {
      at: placeOf(url),
      message: `The token of the workload is asked of \`${hostOf(url.value)}\`, which is no metadata service`,
      confidence: 'medium',
    };
  const command: Place | undefined = textAt(root, 'credential_source.executable.command');
  if (command)
    yield {
      at: placeOf(command),
      severity: 'warning',
      message: 'Whoever can write this file decides which program is started for a token',
    };
}

function isOpen(url: string): boolean {
  return /[${}<>]|^\s*$/.test(url) || !/^https?:/i.test(url);
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}
