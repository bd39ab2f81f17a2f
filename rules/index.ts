// Written by `npm run generate`.
import type { Rule } from '../server/sdk.ts';
import { a2aCardUnverified } from './a2a-card-unverified.ts';
import { a2aExtendedCardUnauthenticated } from './a2a-extended-card-unauthenticated.ts';
import { a2aInBandCredential } from './a2a-in-band-credential.ts';
import { a2aNoAuthentication } from './a2a-no-authentication.ts';
import { a2aPushNotificationUnsafe } from './a2a-push-notification-unsafe.ts';
import { agentBlockedPermission } from './agent-blocked-permission.ts';
import { agentCardLeaksInternals } from './agent-card-leaks-internals.ts';
import { agentCardSecurityUndeclared } from './agent-card-security-undeclared.ts';
import { agentCardUnsigned } from './agent-card-unsigned.ts';
import { agentCardWeakScheme } from './agent-card-weak-scheme.ts';
import { agentFacetComparedAsString } from './agent-facet-compared-as-string.ts';
import { agentFileUnrestrictedTools } from './agent-file-unrestricted-tools.ts';
import { agentIdentityFromRequest } from './agent-identity-from-request.ts';
import { agentRunsAsDeveloperIdentity } from './agent-runs-as-developer-identity.ts';
import { agentSettingsBypass } from './agent-settings-bypass.ts';
import { agentSsrf } from './agent-ssrf.ts';
import { agentTokenFlowMalformed } from './agent-token-flow-malformed.ts';
import { agentWithoutSponsor } from './agent-without-sponsor.ts';
import { agentcoreTokenForArbitraryUser } from './agentcore-token-for-arbitrary-user.ts';
import { agentsSdkAnonymousFallback } from './agents-sdk-anonymous-fallback.ts';
import { agentsSdkIssuerNotValidated } from './agents-sdk-issuer-not-validated.ts';
import { appTokenWithoutRoleCheck } from './app-token-without-role-check.ts';
import { approvalDisabled } from './approval-disabled.ts';
import { approvalForgeable } from './approval-forgeable.ts';
import { audienceMismatch } from './audience-mismatch.ts';
import { audienceOptionFailsOpen } from './audience-option-fails-open.ts';
import { auditLogTamperingRight } from './audit-log-tampering-right.ts';
import { authFailsOpen } from './auth-fails-open.ts';
import { authMiddlewareOptional } from './auth-middleware-optional.ts';
import { authRequiredTakenAsConsent } from './auth-required-taken-as-consent.ts';
import { authorizationRetryUnbounded } from './authorization-retry-unbounded.ts';
import { authorizationServerMetadataIncomplete } from './authorization-server-metadata-incomplete.ts';
import { authorizeByParentApp } from './authorize-by-parent-app.ts';
import { awsOutboundTokenUnbound } from './aws-outbound-token-unbound.ts';
import { awsWebIdentityTrustUnbound } from './aws-web-identity-trust-unbound.ts';
import { awsWildcardAction } from './aws-wildcard-action.ts';
import { bearerToCustomHost } from './bearer-to-custom-host.ts';
import { blueprintClientSecret } from './blueprint-client-secret.ts';
import { broadFilesystemRoot } from './broad-filesystem-root.ts';
import { broadPermissionGrant } from './broad-permission-grant.ts';
import { broadScope } from './broad-scope.ts';
import { callerIdentityFromUntrustedInput } from './caller-identity-from-untrusted-input.ts';
import { channelAuthDisabled } from './channel-auth-disabled.ts';
import { childProcessInheritsSecrets } from './child-process-inherits-secrets.ts';
import { clientMetadataDocumentInvalid } from './client-metadata-document-invalid.ts';
import { containerEscapeRisk } from './container-escape-risk.ts';
import { contentPolicyOpen } from './content-policy-open.ts';
import { credentialExposedToModel } from './credential-exposed-to-model.ts';
import { credentialFallbackWidens } from './credential-fallback-widens.ts';
import { credentialInResponse } from './credential-in-response.ts';
import { credentialInToolSchema } from './credential-in-tool-schema.ts';
import { credentialReuseAcrossServers } from './credential-reuse-across-servers.ts';
import { dangerousLaunchCommand } from './dangerous-launch-command.ts';
import { destructiveToolWithoutApproval } from './destructive-tool-without-approval.ts';
import { dpopProofUnchecked } from './dpop-proof-unchecked.ts';
import { elicitationSensitiveData } from './elicitation-sensitive-data.ts';
import { ficMalformed } from './fic-malformed.ts';
import { ficTrustTooWide } from './fic-trust-too-wide.ts';
import { foreignSchemaUnbounded } from './foreign-schema-unbounded.ts';
import { gcpExternalAccountUntrusted } from './gcp-external-account-untrusted.ts';
import { gcpServiceAccountKey } from './gcp-service-account-key.ts';
import { gcpWifProviderUnconditioned } from './gcp-wif-provider-unconditioned.ts';
import { githubInstallationTokenUnscoped } from './github-installation-token-unscoped.ts';
import { graphScopeWiderThanCalls } from './graph-scope-wider-than-calls.ts';
import { hardcodedCredential } from './hardcoded-credential.ts';
import { inboundHeadersForwarded } from './inbound-headers-forwarded.ts';
import { inheritablePermissionsAll } from './inheritable-permissions-all.ts';
import { introspectionIncompleteCheck } from './introspection-incomplete-check.ts';
import { jwtAudienceClaimOptional } from './jwt-audience-claim-optional.ts';
import { jwtDecodeWithoutVerify } from './jwt-decode-without-verify.ts';
import { jwtExpiryNotEnforced } from './jwt-expiry-not-enforced.ts';
import { jwtInsecureAlgorithm } from './jwt-insecure-algorithm.ts';
import { jwtLooseAudience } from './jwt-loose-audience.ts';
import { jwtMissingIssuer } from './jwt-missing-issuer.ts';
import { jwtTokenTypeConfusion } from './jwt-token-type-confusion.ts';
import { jwtUntrustedKeySource } from './jwt-untrusted-key-source.ts';
import { longLivedClientSecret } from './long-lived-client-secret.ts';
import { longLivedCredential } from './long-lived-credential.ts';
import { m365CapabilityUnbounded } from './m365-capability-unbounded.ts';
import { m365DynamicTools } from './m365-dynamic-tools.ts';
import { m365WriteWithoutConfirmation } from './m365-write-without-confirmation.ts';
import { manifestAutoApprove } from './manifest-auto-approve.ts';
import { manifestUnreadable } from './manifest-unreadable.ts';
import { mcp401WithoutChallenge } from './mcp-401-without-challenge.ts';
import { mcpBindAllInterfaces } from './mcp-bind-all-interfaces.ts';
import { mcpDeprecatedTransport } from './mcp-deprecated-transport.ts';
import { mcpEndpointWithoutAuth } from './mcp-endpoint-without-auth.ts';
import { mcpMissingExpectedResource } from './mcp-missing-expected-resource.ts';
import { mcpMissingOriginValidation } from './mcp-missing-origin-validation.ts';
import { mcpMissingScopeCheck } from './mcp-missing-scope-check.ts';
import { mcpPermissiveCors } from './mcp-permissive-cors.ts';
import { mcpVerifierOmitsResource } from './mcp-verifier-omits-resource.ts';
import { missingAudienceCheck } from './missing-audience-check.ts';
import { missingAuditEvent } from './missing-audit-event.ts';
import { missingRateLimit } from './missing-rate-limit.ts';
import { networkSchemaRef } from './network-schema-ref.ts';
import { oauthAuthorizationUrlUnsafeOpen } from './oauth-authorization-url-unsafe-open.ts';
import { oauthCallbackUnverified } from './oauth-callback-unverified.ts';
import { oauthConsentCookieWeak } from './oauth-consent-cookie-weak.ts';
import { oauthConsentPageUnprotected } from './oauth-consent-page-unprotected.ts';
import { oauthCrossOriginRedirect } from './oauth-cross-origin-redirect.ts';
import { oauthInsecureRedirectUri } from './oauth-insecure-redirect-uri.ts';
import { oauthIssuerNotPinned } from './oauth-issuer-not-pinned.ts';
import { oauthMissingPkce } from './oauth-missing-pkce.ts';
import { oauthMissingResourceIndicator } from './oauth-missing-resource-indicator.ts';
import { oauthNonExpiringToken } from './oauth-non-expiring-token.ts';
import { oauthOpenDynamicRegistration } from './oauth-open-dynamic-registration.ts';
import { oauthPlaintextEndpoint } from './oauth-plaintext-endpoint.ts';
import { oauthPlaintextTokenStorage } from './oauth-plaintext-token-storage.ts';
import { oauthProxyWithoutConsent } from './oauth-proxy-without-consent.ts';
import { oauthResponseIssuerUnchecked } from './oauth-response-issuer-unchecked.ts';
import { oboAssertionUnvalidated } from './obo-assertion-unvalidated.ts';
import { oboDefaultScope } from './obo-default-scope.ts';
import { openapiWeakSecurity } from './openapi-weak-security.ts';
import { passwordOrImplicitGrant } from './password-or-implicit-grant.ts';
import { personalTokenForAgent } from './personal-token-for-agent.ts';
import { plaintextRemoteUrl } from './plaintext-remote-url.ts';
import { pluginAuthNone } from './plugin-auth-none.ts';
import { predictableSessionOrHandle } from './predictable-session-or-handle.ts';
import { privilegedRoleAssignment } from './privileged-role-assignment.ts';
import { prmDocumentInvalid } from './prm-document-invalid.ts';
import { publicCacheScope } from './public-cache-scope.ts';
import { redirectRepeatsCredentials } from './redirect-repeats-credentials.ts';
import { requestStateInspected } from './request-state-inspected.ts';
import { requestStateUnverified } from './request-state-unverified.ts';
import { scopeOveradvertised } from './scope-overadvertised.ts';
import { scopeSubstringCheck } from './scope-substring-check.ts';
import { secretInLog } from './secret-in-log.ts';
import { secretSeededCloudFederation } from './secret-seeded-cloud-federation.ts';
import { serverJsonUnsafe } from './server-json-unsafe.ts';
import { sessionIdAsAuthentication } from './session-id-as-authentication.ts';
import { sharedAgentIdentity } from './shared-agent-identity.ts';
import { sharedServerState } from './shared-server-state.ts';
import { sidecarExposed } from './sidecar-exposed.ts';
import { sidecarUnauthenticatedPathWithUser } from './sidecar-unauthenticated-path-with-user.ts';
import { standingConsentGrant } from './standing-consent-grant.ts';
import { standingPrivilege } from './standing-privilege.ts';
import { stateHandleNotBound } from './state-handle-not-bound.ts';
import { stdioServerDemandsToken } from './stdio-server-demands-token.ts';
import { stdioStrayOutput } from './stdio-stray-output.ts';
import { systemAssignedIdentityInFicChain } from './system-assigned-identity-in-fic-chain.ts';
import { teamsRscApplicationPermission } from './teams-rsc-application-permission.ts';
import { telemetryCapturesContent } from './telemetry-captures-content.ts';
import { telemetryMissingAgentIdentity } from './telemetry-missing-agent-identity.ts';
import { tenantIssuerUnpinned } from './tenant-issuer-unpinned.ts';
import { tlsVerificationDisabled } from './tls-verification-disabled.ts';
import { tokenExchangeUnderspecified } from './token-exchange-underspecified.ts';
import { tokenInUrl } from './token-in-url.ts';
import { tokenPassthrough } from './token-passthrough.ts';
import { tokenVerifierFabricatesClaims } from './token-verifier-fabricates-claims.ts';
import { toolAnnotationMisuse } from './tool-annotation-misuse.ts';
import { toolCommandInjection } from './tool-command-injection.ts';
import { toolInputUnvalidated } from './tool-input-unvalidated.ts';
import { toolMetadataUnsafe } from './tool-metadata-unsafe.ts';
import { toolPathTraversal } from './tool-path-traversal.ts';
import { toolResultUnvalidated } from './tool-result-unvalidated.ts';
import { unboundedAgentLoop } from './unbounded-agent-loop.ts';
import { unmaskedSecretInput } from './unmasked-secret-input.ts';
import { unpinnedExecutable } from './unpinned-executable.ts';
import { upstreamTokenHandedToClient } from './upstream-token-handed-to-client.ts';
import { vulnerableSdkVersion } from './vulnerable-sdk-version.ts';
import { workflowAgentExcessPermissions } from './workflow-agent-excess-permissions.ts';
import { workflowUntrustedAgentTrigger } from './workflow-untrusted-agent-trigger.ts';

/** All rules, sorted by id. */
export const rules: readonly Rule[] = [
  a2aCardUnverified,
  a2aExtendedCardUnauthenticated,
  a2aInBandCredential,
  a2aNoAuthentication,
  a2aPushNotificationUnsafe,
  agentBlockedPermission,
  agentCardLeaksInternals,
  agentCardSecurityUndeclared,
  agentCardUnsigned,
  agentCardWeakScheme,
  agentFacetComparedAsString,
  agentFileUnrestrictedTools,
  agentIdentityFromRequest,
  agentRunsAsDeveloperIdentity,
  agentSettingsBypass,
  agentSsrf,
  agentTokenFlowMalformed,
  agentWithoutSponsor,
  agentcoreTokenForArbitraryUser,
  agentsSdkAnonymousFallback,
  agentsSdkIssuerNotValidated,
  appTokenWithoutRoleCheck,
  approvalDisabled,
  approvalForgeable,
  audienceMismatch,
  audienceOptionFailsOpen,
  auditLogTamperingRight,
  authFailsOpen,
  authMiddlewareOptional,
  authRequiredTakenAsConsent,
  authorizationRetryUnbounded,
  authorizationServerMetadataIncomplete,
  authorizeByParentApp,
  awsOutboundTokenUnbound,
  awsWebIdentityTrustUnbound,
  awsWildcardAction,
  bearerToCustomHost,
  blueprintClientSecret,
  broadFilesystemRoot,
  broadPermissionGrant,
  broadScope,
  callerIdentityFromUntrustedInput,
  channelAuthDisabled,
  childProcessInheritsSecrets,
  clientMetadataDocumentInvalid,
  containerEscapeRisk,
  contentPolicyOpen,
  credentialExposedToModel,
  credentialFallbackWidens,
  credentialInResponse,
  credentialInToolSchema,
  credentialReuseAcrossServers,
  dangerousLaunchCommand,
  destructiveToolWithoutApproval,
  dpopProofUnchecked,
  elicitationSensitiveData,
  ficMalformed,
  ficTrustTooWide,
  foreignSchemaUnbounded,
  gcpExternalAccountUntrusted,
  gcpServiceAccountKey,
  gcpWifProviderUnconditioned,
  githubInstallationTokenUnscoped,
  graphScopeWiderThanCalls,
  hardcodedCredential,
  inboundHeadersForwarded,
  inheritablePermissionsAll,
  introspectionIncompleteCheck,
  jwtAudienceClaimOptional,
  jwtDecodeWithoutVerify,
  jwtExpiryNotEnforced,
  jwtInsecureAlgorithm,
  jwtLooseAudience,
  jwtMissingIssuer,
  jwtTokenTypeConfusion,
  jwtUntrustedKeySource,
  longLivedClientSecret,
  longLivedCredential,
  m365CapabilityUnbounded,
  m365DynamicTools,
  m365WriteWithoutConfirmation,
  manifestAutoApprove,
  manifestUnreadable,
  mcp401WithoutChallenge,
  mcpBindAllInterfaces,
  mcpDeprecatedTransport,
  mcpEndpointWithoutAuth,
  mcpMissingExpectedResource,
  mcpMissingOriginValidation,
  mcpMissingScopeCheck,
  mcpPermissiveCors,
  mcpVerifierOmitsResource,
  missingAudienceCheck,
  missingAuditEvent,
  missingRateLimit,
  networkSchemaRef,
  oauthAuthorizationUrlUnsafeOpen,
  oauthCallbackUnverified,
  oauthConsentCookieWeak,
  oauthConsentPageUnprotected,
  oauthCrossOriginRedirect,
  oauthInsecureRedirectUri,
  oauthIssuerNotPinned,
  oauthMissingPkce,
  oauthMissingResourceIndicator,
  oauthNonExpiringToken,
  oauthOpenDynamicRegistration,
  oauthPlaintextEndpoint,
  oauthPlaintextTokenStorage,
  oauthProxyWithoutConsent,
  oauthResponseIssuerUnchecked,
  oboAssertionUnvalidated,
  oboDefaultScope,
  openapiWeakSecurity,
  passwordOrImplicitGrant,
  personalTokenForAgent,
  plaintextRemoteUrl,
  pluginAuthNone,
  predictableSessionOrHandle,
  privilegedRoleAssignment,
  prmDocumentInvalid,
  publicCacheScope,
  redirectRepeatsCredentials,
  requestStateInspected,
  requestStateUnverified,
  scopeOveradvertised,
  scopeSubstringCheck,
  secretInLog,
  secretSeededCloudFederation,
  serverJsonUnsafe,
  sessionIdAsAuthentication,
  sharedAgentIdentity,
  sharedServerState,
  sidecarExposed,
  sidecarUnauthenticatedPathWithUser,
  standingConsentGrant,
  standingPrivilege,
  stateHandleNotBound,
  stdioServerDemandsToken,
  stdioStrayOutput,
  systemAssignedIdentityInFicChain,
  teamsRscApplicationPermission,
  telemetryCapturesContent,
  telemetryMissingAgentIdentity,
  tenantIssuerUnpinned,
  tlsVerificationDisabled,
  tokenExchangeUnderspecified,
  tokenInUrl,
  tokenPassthrough,
  tokenVerifierFabricatesClaims,
  toolAnnotationMisuse,
  toolCommandInjection,
  toolInputUnvalidated,
  toolMetadataUnsafe,
  toolPathTraversal,
  toolResultUnvalidated,
  unboundedAgentLoop,
  unmaskedSecretInput,
  unpinnedExecutable,
  upstreamTokenHandedToClient,
  vulnerableSdkVersion,
  workflowAgentExcessPermissions,
  workflowUntrustedAgentTrigger,
];
