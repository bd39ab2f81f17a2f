/** The vocabulary of the models: one list for the types, the validator and the JSON Schema. */

/** What enters. */
export const sourceKinds = [
  'inbound-token',
  'inbound-request',
  'secret',
  'claims',
  /** The URL that a client of an authorization server is told to open. */
  'authorization-url',
  /** Tokens of a user that are to be kept. */
  'oauth-tokens',
  /** All variables of the environment at once. */
  'environment',
  /** An address that the other side names in OAuth: where its metadata, its server or the document of a client lie. */
  'peer-url',
  /** The refresh token with which a client asks for new tokens. */
  'presented-refresh-token',
  /** The address that a request asks for, with its query. */
  'request-url',
  /** What a model chose as an argument of a tool. */
  'tool-argument',
  /** A text that stands in the program and looks as if chance had made it. */
  'literal',
  /** A code, token or key that this program makes for others. */
  'made-credential',
  /** State of a server that a client carries and does not look into. */
  'opaque-state',
  /** A schema that the other side wrote. */
  'foreign-schema',
  /** The credential inside of an error that holds the request which failed. */
  'failed-request',
] as const;

/** What a place is at which a value must not arrive. */
export const sinkKinds = [
  'outbound-credential',
  'request-body',
  'log-record',
  'url',
  'model-context',
  'tool-result',
  /** Whom an application of Microsoft Entra takes a token for. */
  'agent-identity',
  /** What says where the token of a workload is read and sent. */
  'federation-config',
  /** The user for whom a workload takes a token on its word alone. */
  'acting-user',
  /** A command line that a shell reads. */
  'command',
  /** Program text that is run. */
  'code',
  'sql',
  'file-path',
  /** Where the browser of whoever asked is sent. */
  'redirect',
  /** The name under which something is kept from one call to the next. */
  'lookup-key',
  /** What a browser opens. */
  'browser',
  /** Where what is kept lies in clear text. */
  'plain-storage',
  /** What is said to another agent. */
  'agent-message',
  /** What is answered to whoever asked over HTTP. */
  'http-answer',
  /** The refresh token that a client is given with new tokens. */
  'issued-refresh-token',
  /** The access token that a client of this authorization server is given. */
  'issued-access-token',
  /** The token of a caller that is exchanged for another one. */
  'assertion',
  /** What reads a text as something that is written in it: decoded, parsed, its claims taken out. */
  'inspection',
  /** What makes program text of a schema, or walks through it. */
  'schema-compiler',
] as const;

/** What makes the result of a call a different, clean value. */
export const sanitizerKinds = [
  'token-exchange',
  'hash',
  'lookup',
  'authorization-server',
  'verification',
  /** Written so that a shell, a database or a path reads it as one word. */
  'quoting',
] as const;

export const verifierKinds = [
  'token-verification',
  'token-decode',
  'introspection',
  'userinfo',
  'endpoint-gate',
  /** Publishes which resource this server is, so that clients ask for tokens for it. */
  'resource-metadata',
] as const;

export const roleKinds = [
  'token-verifier',
  'tool-handler',
  'route-handler',
  'middleware',
  /** Says whether a request may go on. */
  'guard',
  /** Is handed the claims of a token that a library has verified, and says whose they are. */
  'claims-check',
  /** Is asked whether the resource that a server names is the one that the client meant. */
  'resource-check',
  /** Sends notifications to an address that a caller named. */
  'push-sender',
  /** Is handed what somebody wrote in a chat, or did there. */
  'message-handler',
  'authorization-endpoint',
] as const;
