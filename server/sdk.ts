/** The one door that a rule imports from. */
export { defineRule, type Report, type Rule, type RuleMeta } from './rule.ts';
export type {
  ApiCall,
  AuditRecord,
  BranchOn,
  ClaimUse,
  ConstantText,
  CrossOrigin,
  Destination,
  Effect,
  Endpoint,
  Flow,
  Form,
  FunctionRef,
  Gate,
  Identifier,
  IdentifierValue,
  ObjectView,
  OpenLoop,
  Option,
  OptionedCall,
  Pass,
  QueryRead,
  Redemption,
  RoleFunction,
  RuleContext,
  ScopeRequest,
  SourceEdits,
  SharedIdentity,
  StatedIdentity,
  SubstringTest,
  Stub,
  VainCheck,
  ValueRef,
  Tool,
  UnsafeOption,
  Verification,
} from './context.ts';
export type {
  Comparison,
  AgentCard,
  AskedInput,
  CommandLine,
  CardScheme,
  Container,
  CredentialPlace,
  Data,
  Document,
  DocumentEdits,
  Entry,
  Environment,
  Escape,
  Launch,
  LaunchedPackage,
  ListTree,
  Manifests,
  ManifestScope,
  MapTree,
  McpServer,
  PublishedPort,
  Recognised,
  ReferenceRow,
  Switch,
  TextTree,
  Tree,
  Unreadable,
  Variable,
  VulnerableVersion,
  Workflow,
  WorkflowAgent,
  WorkflowJob,
} from './manifests/manifest.ts';
export type {
  PermissionGrant,
  PolicyCondition,
  PolicyStatement,
  RoleGrant,
  TextValues,
} from './manifests/cloud/cloud.ts';
export { allowedIds } from './context/allowed.ts';
export { holdsAgents } from './context/holds-agents.ts';
export { isForeignAudience } from './flow/tokens/foreign-audience.ts';
export { isOfFamily, opensPath } from './manifests/graph-requests.ts';
export { agentFolders, isOfAgent } from './manifests/agent-folders.ts';
export { daysBetween, endAfter } from './manifests/lifetimes.ts';
export { narrower } from './manifests/cloud/narrower.ts';
export { holdsForEverybody } from './manifests/cloud/open-conditions.ts';
export { blocksAt, textAt, wordAt } from './manifests/cloud/references.ts';
export {
  entriesOf,
  entryAt,
  firstAt,
  isTrue,
  itemsOf,
  oneOrMore,
  pieceOf,
  placeOf,
  scalarOf,
  textOf,
  valueAt,
  walk,
} from './documents/tree.ts';
export { addressOf } from './manifests/addresses.ts';
export { directivesIn } from './manifests/model-texts/directives.ts';
export { type HiddenKind, hiddenRuns } from './manifests/model-texts/hidden.ts';
export { embeddedJson, scriptJson } from './documents/embedded.ts';
export { type Confidence, type Edit, type Fix, isWithin, type Place, type Severity, type Step } from './finding.ts';
export { innermost, recordedAt } from './flow/arrivals/shown-places.ts';
export {
  hostOf,
  hostOfDestination,
  shownHost,
  isAuthorizationServer,
  isHostedAgent,
  isOwnResource,
  isOwnStore,
  isProfileEndpoint,
  isTokenInspection,
} from './flow/arrivals/endpoints.ts';
export { isCredentialHeader, nameKind } from './models/credential-names.ts';
export { scopeCatalog, type ScopeEntry } from './models/scopes.ts';
