/** What calls of libraries are for, as the models name it: one list for the types, the validator and the JSON Schema. */

/** What a call is for whose options say something. */
export const callKinds = [
  /** An agent, a model call or a tool that may run with or without a person's consent. */
  'approval',
  /** A function of the project is made a tool; its options have the names of `toolOptions`. */
  'tool',
  /** A function is bound to a path: options `path`, `method`, `before`, `handlers`. */
  'route',
  /** Functions that run before routes, or a router that is mounted: options `path`, `handlers`. */
  'layer',
  /** A function that is handed an application of its own: options `path`, `handlers`. */
  'plugin',
  /** The same application under a longer path: option `path`. */
  'route-base',
  /** Another view of an application: `router.routes()`. */
  'app-view',
  /** An application is made, with options that matter. */
  'app',
  /** A router is made, which answers nothing until it is mounted. */
  'router',
  /** A server is made of an application or a function: option `handlers`. */
  'server',
  /** A port is opened: options `port`, `host`, and `app` where that is an argument. */
  'listen',
  /** What speaks MCP over HTTP, made or called inside a handler. */
  'mcp-transport',
  /** A handler that speaks MCP over HTTP by itself. */
  'mcp-handler',
  /** A handler that speaks A2A over HTTP by itself. */
  'a2a-handler',
  /** The same, told that nobody is asked who is calling: option `user`. */
  'a2a-anonymous',
  /** A handler that was made before binds its routes to an application: options `app`, `path`, `before`. */
  'mount',
  /** A caller about whom nothing is known is made. */
  'a2a-nobody',
  /** An agent that answers over A2A: options `push`, `sender`, `extended`, `extendedCard`, `security`. */
  'a2a-agent',
  /** What sends push notifications to whatever URL a client names. */
  'a2a-push-sender',
  /** A client is made of the card that stands at a URL: option `url`. */
  'a2a-client',
  /** What looks at the signature of a card. */
  'a2a-card-verifier',
  /** What speaks MCP over standard input and output. */
  'mcp-stdio',
  /** A server is connected to a transport: options `server`, `transport`. */
  'mcp-connect',
  /** An MCP server is made: options `verify`, `icons`. */
  'mcp-server',
  /** What a client is told to keep, and for whom: option `scope`. */
  'cache-hint',
  /** State is handed to the client and comes back: option `state`. */
  'request-state',
  /** What seals such state: options `key`, `bind`. */
  'state-codec',
  /** A transport that the protocol gave up; on the client, one that does and one that does not. */
  'old-transport',
  'old-client-transport',
  'client-transport',
  /** Middleware that asks who is calling, where from, where to, or nothing of the kind. */
  'auth-gate',
  'origin-gate',
  'host-gate',
  'cors',
  'rate-limit',
  'plain-middleware',
  /** A connection is made: option `verification` of the certificate. */
  'tls-client',
  /** How often an agent may go on: option `limit`. */
  'agent-loop',
  /** What is recorded of prompts and answers: options `enabled`, `inputs`, `outputs`. */
  'telemetry',
  /** A program is started as an MCP server: options `env`, `command`. */
  'server-process',
  /** A person is asked through a client: options `fields`, `url`. */
  'elicitation',
  /** The same by a request that is written by hand. */
  'raw-elicitation',
  /** A client calls a server: options `timeout`, `keptAlive` (progress puts the end off), `total`. */
  'client-call',
  /** A client says where notifications are sent: options `url`, `token`, `authentication`. */
  'push-config',
  /** A server asks what the client calls itself. */
  'client-info',
  /** A person's answer is handed to an agent that waits for it: option `answer`. */
  'approval-answer',
  /** A model is called whose tools wait for a person: options `messages`, `approval`, `tools`, `secret`. */
  'approval-state',
  /** Calls of tools, or requests for prompts, are answered by a function that hands them out by itself: option `handler`. */
  'tool-dispatch',
  'prompt-dispatch',
  /** A library is handed keys and secrets: each option is one, by its name. */
  'credential',
  /** A logger is made: option `redact`. */
  'logger',
  /** The trace of what an agent does is switched: option `disabled`. */
  'tracing',
  /** The door of an agent of the Microsoft 365 Agents SDK: options `config`, `clientId`, `validateIssuer`, `tenantId`, `authority`. */
  'agent-host',
  /** Where such an agent is given a configuration, of which it takes what is missing from the environment. */
  'agent-config',
  /** Headers of a request that an agent sends on by their names: option `names`. */
  'header-propagation',
  /** An application of Microsoft Entra that proves itself: options `secret`, `authority`. */
  'entra-app',
  /** It asks for a token, for an agent when `agent` is written: options `agent`, `scopes`, `authority`. */
  'agent-token',
  /** A token for the user of an agent: options `username`, `userObjectId`. */
  'agent-user-token',
  /** A managed identity is chosen: options `id`, `clientId`. */
  'managed-identity',
  /** It asks for a token: option `scope`. */
  'managed-identity-token',
  /** A token is exchanged at AWS or Google Cloud. */
  'cloud-exchange',
  /** A service account of Google Cloud signs in with a key: options `file`, `key`. */
  'service-account-key',
  /** A workload asks AWS for a token that shows to others who it is: option `audience`. */
  'outbound-token',
  /** A workload asks for the token of a user whom it names: option `user`. */
  'user-token-by-name',
  /** Hosts besides the usual ones that a client gives its token to: options `hosts`, `scopes`. */
  'token-host',
  /** A token of an installation of a GitHub App: options `type`, `permissions`, `repositories`. */
  'installation-token',
  /** A channel of a bot or agent: options `flag`, `callers`. */
  'channel',
  /** A client asks an authorization server for something: options `resource`, `state`, `verifier`. */
  'oauth-request',
  /** An answer of an authorization server is handed to a library: options `response` or `code`, and `issuer`. */
  'oauth-answer',
  /** A library redeems the code with which the browser came back from there: option `verifier`. */
  'code-redemption',
  /** A client of an authorization server is set up. */
  'oauth-client',
  /** An authorization server, or a proxy before one, is set up. */
  'oauth-server',
  /** A token is made: options `expiry`, `secret`, `algorithm`. */
  'token-minting',
  /** A token is verified, with what may be left out: options `expiry`, `key`. */
  'token-check',
  /** Keys are fetched or taken, with which tokens are verified: options `url`, `embedded`. */
  'key-source',
  /** A credential is read from the query of a request: option `name`. */
  'query-credential',
  /** A user's password is sent for a token. */
  'password-grant',
  /** The token of a caller is exchanged for one of the next service: option `assertion`. */
  'on-behalf-of',
  /** A file is written: option `mode`. */
  'file-write',
  /** A cookie is set: options `name`, `secure`, `httpOnly`, `sameSite`. */
  'cookie',
  /** A program is run: options `command`, `args`. */
  'command',
  /** A credential is made of the login of whoever sits at the machine. */
  'personal-login',
  /** A credential that is a secret which does not expire by itself. */
  'client-secret',
  /** Something is opened for longer or wider than one task: options say how far. */
  'standing-grant',
  /** A schema of an object is made or changed: options `shape` and `base`. */
  'schema',
  /** A schema that takes whatever comes. */
  'open-schema',
  /** References of schemas are followed: options `load`, a function that fetches; `http`, whether it may; `schema`. */
  'schema-references',
  /** A schema that takes few values: always, when its `pattern` is closed, or when what it is made `of` is. */
  'constraint',
] as const;

/** Kinds that matter only in files which are read for another reason: their packages are no telling words. */
export const companionKinds: ReadonlySet<string> = new Set([
  'schema',
  'constraint',
  'open-schema',
  'logger',
  'tool-dispatch',
  'tls-client',
  'agent-loop',
  'telemetry',
  'tracing',
  'elicitation',
  'server',
  'listen',
  'auth-gate',
  'origin-gate',
  'host-gate',
  'cors',
  'rate-limit',
  'plain-middleware',
  'cookie',
  'file-write',
]);

/** The options that a row of kind `tool` may have. */
export const toolOptions = [
  'name',
  'title',
  'description',
  'schema',
  'annotations',
  'approval',
  'scopes',
  'icons',
  'handler',
] as const;
