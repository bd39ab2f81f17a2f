/** Who is given what in clouds, and whom they trust: the same questions for every syntax in which it can be written. */
import type { Document, Entry, TextTree, Tree } from '../../documents/document.ts';
import type { Place } from '../../finding.ts';
import type { ScopeEntry } from '../../models/scopes.ts';

/** A permission of an API, where it is asked for or given. */
export interface PermissionGrant {
  document: Document;
  entry: ScopeEntry;
  /** As written: a GUID or a name. */
  shown: string;
  at: Place;
  /** The text that holds it, when it is a text, and the part of its value. */
  text?: TextTree;
  from: number;
  to: number;
  /** `unknown` where the manifest does not say it: then the entry is the lighter one. */
  kind: 'application' | 'delegated' | 'unknown';
  /** True when the document, or the project around it, is about an agent with an identity of its own. */
  isAgent: boolean;
}

/** How far a role reaches, the widest first. */
export type RoleReach = 'tenant' | 'management-group' | 'subscription' | 'resource-group' | 'resource' | 'unknown';

/** A role that is given to somebody. */
export interface RoleGrant {
  document: Document;
  entry: ScopeEntry;
  shown: string;
  at: Place;
  text?: TextTree;
  from: number;
  to: number;
  reach: RoleReach;
  /** Limited by a condition. */
  isConditioned: boolean;
  /** Has to be activated each time. */
  isEligible: boolean;
  /** Given to a user or group. */
  isForPeople: boolean;
}

/** A right to do everything in a cluster of Kubernetes, given to an agent. */
export interface ClusterRight {
  document: Document;
  at: Place;
  /** `cluster-admin`, or the star of the verbs. */
  shown: string;
}

/** Constant texts of a list; open when there may be others. */
export interface TextValues {
  texts: TextTree[];
  isOpen: boolean;
}

/** One test of a condition: `StringEquals` on `…:sub`. */
export interface PolicyCondition {
  operator: string;
  /** Where the operator stands, when it is a text of its own. */
  operatorText?: TextTree;
  key: string;
  at: Place;
  values: TextValues;
}

/** A statement of an AWS policy. */
export interface PolicyStatement {
  document: Document;
  root: Tree;
  effect: 'Allow' | 'Deny' | 'unknown';
  actions: TextValues;
  notActions: TextValues;
  resources: TextValues;
  principals: { type: string; values: TextValues }[];
  /** True when the statement says who, so that it is no policy of the identity itself. */
  hasPrincipal: boolean;
  conditions: PolicyCondition[];
  /** True when there may be conditions that nobody can read here. */
  hasUnknownConditions: boolean;
  /** True when the policy limits, rather than gives: a boundary, a policy of an organisation. */
  isLimit: boolean;
}

/** A managed policy of AWS that is attached to somebody. */
export interface PolicyAttachment {
  document: Document;
  entry: ScopeEntry;
  /** The name of the policy. */
  shown: string;
  at: Place;
  /** True where a condition of the template decides whether it is attached. */
  isConditional: boolean;
}

export interface Cloud {
  permissions(): PermissionGrant[];
  roles(): RoleGrant[];
  clusterRights(): ClusterRight[];
  statements(): PolicyStatement[];
  attachments(): PolicyAttachment[];
  /** What the value stands for, names of the document followed. */
  resolve(document: Document, tree: Tree): Tree;
  /** The declaration around a map, with its labels: `resource "aws_iam_role" "agent"`. */
  declaration(tree: Tree): Entry | undefined;
}
