/** Audiences of well-known services, which nobody else can be: a token with one was issued for that service. */
const patterns = [
  /^https:\/\/graph\.microsoft\.(?:com|us)\/?$/i,
  /^00000003-0000-0000-c000-000000000000$/i,
  /^https:\/\/graph\.windows\.net\/?$/i,
  /^https:\/\/management\.(?:core\.windows\.net|azure\.com)\/?$/i,
  /^https:\/\/(?:vault\.azure\.net|storage\.azure\.com|ai\.azure\.com|cognitiveservices\.azure\.com)\/?$/i,
  // The exchange of tokens by federated credentials, by name and as it stands in tokens of managed identities.
  /^api:\/\/azureadtokenexchange(?:usgov|china)?$/i,
  /^fb60f99c-7a34-4190-8149-302f77469936$/i,
  /^https:\/\/api\.github\.com\/?$/i,
  /^https:\/\/www\.googleapis\.com\/?/i,
  /^sts\.amazonaws\.com$/i,
];

/** Whether the audience is that of a service which is not the project's own. */
export function isForeignAudience(audience: string): boolean {
  return patterns.some((pattern) => pattern.test(audience));
}
