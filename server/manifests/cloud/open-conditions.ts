/** Conditions over the claims of a token that hold for everybody's token, as providers of workload identities write them. */

// What the owner of any repository or project writes into the token, or what all tokens of an issuer have alike.
const anybodys = new Set([
  'aud',
  'base_ref',
  'environment',
  'event_name',
  'exp',
  'head_ref',
  'iat',
  'iss',
  'nbf',
  'pipeline_source',
  'ref',
  'ref_protected',
  'ref_type',
  'run_attempt',
  'runner_environment',
  'sha',
  'terraform_run_phase',
  'workflow',
]);

/**
 * True for a condition that says nothing of who bears the token. `claimOf` is the claim behind an attribute of the
 * mapping; what cannot be read is taken for a condition that holds for some.
 */
export function holdsForEverybody(condition: string, claimOf: (attribute: string) => string | undefined): boolean {
  const text = condition.trim();
  const hasAnd = text.includes('&&');
  if (hasAnd && text.includes('||')) return false;
  const clauses = text.split(/&&|\|\|/).map((clause) => clause.trim());
  const isOpen = (clause: string): boolean => isAlwaysTrue(clause) || namesNobody(clause, claimOf);
  return hasAnd ? clauses.every(isOpen) : clauses.some(isOpen);
}

const claim = /\b(?:assertion|attribute|google)\.\w+/g;

function isAlwaysTrue(clause: string): boolean {
  const [left, right, ...more] = clause.split('==').map((side) => side.trim());
  return (
    clause === 'true' ||
    (left !== undefined && left !== '' && left === right && more.length === 0) ||
    /^(?:assertion|attribute|google)\.\w+\s*!=\s*(?:''|""|null)$/.test(clause) ||
    /^has\(\s*(?:assertion|attribute|google)\.\w+\s*\)$/.test(clause) ||
    /^(?:size\(\s*[\w.]+\s*\)|[\w.]+\.size\(\s*\))\s*(?:>\s*0|>=\s*1|!=\s*0)$/.test(clause) ||
    /^[\w.]+\.(?:startsWith|contains|endsWith)\(\s*(?:''|"")\s*\)$/.test(clause) ||
    /^[\w.]+\.matches\(\s*["']\^?\.[*+]\$?["']\s*\)$/.test(clause) ||
    /^assertion\.sub\.startsWith\(\s*["']repo:["']\s*\)$/.test(clause)
  );
}

// A comparison of claims that anybody sets, or that all have alike, and nothing besides.
function namesNobody(clause: string, claimOf: (attribute: string) => string | undefined): boolean {
  const named = clause.match(claim);
  if (!named || clause.includes('${')) return false;
  return named.every((each) => {
    const [space, name = ''] = each.split('.');
    const behind = space === 'assertion' ? name : /^assertion\.(\w+)$/.exec(claimOf(each) ?? '')?.[1];
    return behind !== undefined && anybodys.has(behind);
  });
}
