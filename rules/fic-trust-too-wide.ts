import {
  defineRule,
  type Document,
  type Fix,
  type Manifests,
  pieceOf,
  type Place,
  placeOf,
  type Report,
  textAt,
  type TextTree,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const ficTrustTooWide = defineRule({
  meta: {
    id: 'fic-trust-too-wide',
    title: 'Federated credential that more can use than was meant',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:284', 'cwe:290', 'cwe:863', 'owasp-asi:03'],
  },
  *check({ manifests }) {
    for (const { document, root } of manifests.recognised('federated-credential')) {
      for (const { expression, ...found } of [...fromExpression(root), ...fromSubject(root)])
        yield { ...texts, ...found, fixes: expression ? fixesOf(manifests, document, expression) : [] };
    }
  },
});

const texts = {
  why: 'Whoever may run a job that matches becomes the application, with all that it may do, without any secret.',
  help: "Compare the subject with `eq`, one credential for each environment: `claims['sub'] eq 'repo:owner/name:environment:production'`.",
};

type Found = Pick<Report, 'at' | 'confidence' | 'message' | 'severity'> & { expression?: TextTree };

interface Comparison {
  claim: string;
  isPattern: boolean;
  value: string;
  at: Place;
}

const comparison = /claims\[\s*(['"])([\w-]+)\1\s*\]\s+(eq|matches)\s+(['"])(.*?)\4/g;

function fromExpression(root: Tree): Found[] {
  const text =
    textAt(root, 'claimsMatchingExpression.value', 'claims_matching_expression.value') ??
    textAt(root, 'claimsMatchingExpression', 'claims_matching_expression');
  if (!text) return [];
  const all = [...text.value.matchAll(comparison)].map((match) => toComparison(text, match));
  const subject = all.find(({ claim }) => claim === 'sub');
  // The workflow, when it is named whole, may do what its owner has written and nothing else.
  const isNarrowed = all.some(({ claim, isPattern }) => claim === 'job_workflow_ref' && !isPattern);
  if (subject?.isPattern) return wide(subject, isNarrowed).map((found) => ({ ...found, expression: text }));
  const workflow = all.find(
    ({ claim, isPattern, value }) => claim === 'job_workflow_ref' && isPattern && value.endsWith('@*'),
  );
  return workflow && !subject
    ? [
        {
          at: workflow.at,
          confidence: 'medium',
          severity: 'warning',
          message: 'Any version of the workflow becomes the application',
        },
      ]
    : [];
}

function toComparison(text: TextTree, match: RegExpMatchArray): Comparison {
  const [whole, , claim = '', operator, , value = ''] = match;
  const from = (match.index ?? 0) + whole.lastIndexOf(value);
  return { claim, isPattern: operator === 'matches', value, at: pieceOf(text, from, from + value.length) };
}

function wide({ value, at }: Comparison, isNarrowed: boolean): Found[] {
  const who = reach(value);
  if (!who) return [];
  const confidence = isNarrowed || !who.isSure ? 'medium' : 'high';
  return [{ at, confidence, severity: who.severity, message: `${who.who} becomes the application` }];
}

function reach(pattern: string): { who: string; severity: 'error' | 'warning'; isSure: boolean } | undefined {
  const sure = (who: string, severity: 'error' | 'warning' = 'error') => ({ who, severity, isSure: true });
  if (/^\*+$/.test(pattern)) return sure('Every workload of the issuer');
  const [, owner, repository, rest] = /^repo:([^/:]*)(?:\/([^:]*)(?::(.*))?)?$/.exec(pattern) ?? [];
  if (owner !== undefined) {
    if (/^[*?]/.test(owner)) return sure('Every repository of GitHub');
    if (repository === undefined || repository.startsWith('*')) return sure('Every repository of the owner');
    if (rest === '*') return sure('Every branch, tag and pull request of the repository', 'warning');
    return rest === 'ref:refs/heads/*' || rest === 'ref:*'
      ? { who: 'Every branch of the repository', severity: 'warning', isSure: false }
      : undefined;
  }
  const [, project] = /^project_path:([^:]*)/.exec(pattern) ?? [];
  if (project !== undefined && project.startsWith('*')) return sure('Every project of GitLab');
  if (project !== undefined && /^[^/]*\/\*/.test(project)) return sure('Every project of the group');
  if (pattern.startsWith('organization:*')) return sure('Every organization of Terraform Cloud');
  return /^organization:[^:]*:project:\*/.test(pattern)
    ? sure('Every project of the organization', 'warning')
    : undefined;
}

function fromSubject(root: Tree): Found[] {
  const subject = textAt(root, 'subject');
  const issuer = valueAt(root, 'issuer');
  if (!subject || issuer?.kind !== 'text' || !issuer.value.startsWith('https://token.actions.githubusercontent.com'))
    return [];
  if (!subject.value.endsWith(':pull_request')) return [];
  return [
    {
      at: placeOf(subject),
      confidence: 'medium',
      severity: 'warning',
      message: 'The job of every pull request becomes the application, with code that nobody has looked at yet',
    },
  ];
}

// Which environment it is nobody can see; until somebody writes it down nobody gets in.
function fixesOf({ edits }: Manifests, document: Document, expression: TextTree): Fix[] {
  const exact = expression.value.replace(
    /(claims\[\s*(['"])sub\2\s*\]\s+)matches(\s+)(['"])(repo:[^/:*?]+\/[^:*?]+):[^'"]*\4/,
    '$1eq$3$4$5:environment:$4',
  );
  const found = exact === expression.value ? undefined : edits.replaceText(document, expression, exact);
  return found
    ? [{ title: 'Trust one environment, which is still to be named', safety: 'suggestion', edits: found, isStub: true }]
    : [];
}
