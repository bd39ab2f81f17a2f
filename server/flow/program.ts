/** The program as rules see it: the entry of the flow engine, and the answers to what a rule may ask. */
import type { Config } from '../config.ts';
import type { RuleContext } from '../context.ts';
import type { Facts } from '../facts/facts.ts';
import type { Place } from '../finding.ts';
import type { Importers } from '../input/importers.ts';
import type { Catalog } from '../models/catalog.ts';
import { createAuthInfos } from './tokens/auth-infos.ts';
import { createDoors } from './routes/doors.ts';
import { createRedirectionEndpoints } from './routes/redirection-endpoints.ts';
import { createApiCalls } from './evaluate/api-calls.ts';
import { createBranchesOn } from './behaviour/branches-on.ts';
import { createClaims } from './tokens/claims.ts';
import { createConstants } from './evaluate/constants.ts';
import { createDefinitions } from './resolve/definitions.ts';
import { createEnvironmentCopies } from './evaluate/environment-copies.ts';
import { createForms } from './forms/forms.ts';
import { createQueryReads } from './forms/query-reads.ts';
import { createRedemptions } from './forms/redemptions.ts';
import { createToolEffects } from './behaviour/tool-effects.ts';
import { createEdits } from './edits/edits.ts';
import { createFlows } from './arrivals/flows.ts';
import { createFunctions } from './behaviour/functions.ts';
import { createGraph, fnNode, type LoadedFile } from './graph.ts';
import { createIdentifiers } from './tokens/identifiers.ts';
import { createJudging } from './behaviour/judging.ts';
import { createLinks } from './link/links.ts';
import type { ModuleResolver } from './modules/modules.ts';
import { createCallSites } from './evaluate/optioned-calls.ts';
import { createOpenLoops } from './behaviour/open-loops.ts';
import { createOptions } from './evaluate/options.ts';
import { createPackageWords } from './behaviour/package-words.ts';
import { createRecords } from './behaviour/records.ts';
import { createRefusedRetries } from './behaviour/refused-retries.ts';
import { createScopeRequests } from './tokens/scope-requests.ts';
import { createScopeUses } from './tokens/scope-uses.ts';
import { createSettingDefaults } from './evaluate/setting-defaults.ts';
import { createSchemas } from './evaluate/schemas.ts';
import { createStatedIdentities } from './behaviour/stated-identities.ts';
import { createStdoutWrites } from './behaviour/stdout-writes.ts';
import { createToolDispatch } from './tools/tool-dispatch.ts';
import { createTools } from './tools/tools.ts';
import { createVainChecks } from './behaviour/vain-checks.ts';
import { createVerifications } from './tokens/verifications.ts';
import { createHandVerifications } from './tokens/hand-verifications.ts';
import { createVerifiers } from './tokens/verifiers.ts';

export interface ProgramInput {
  /** Relative paths of the files with a telling word, sorted. */
  files: string[];
  /** Which of the other files import the file. */
  importersOf(path: string): Importers;
  /** The facts of a file, read on demand; undefined when there are none. */
  load(path: string): Facts | undefined;
  /** False only when the name stands nowhere in the file, and nothing is re-exported under a star. */
  mentions(path: string, name: string): boolean;
  /** The decoded text of a file that was read. */
  text(path: string): string;
  resolver: ModuleResolver;
  catalog: Catalog;
  config: Config;
  isTest(path: string): boolean;
  /** True where the files are a part of a program that nobody has looked at as a whole. */
  isAlone?: boolean;
  /** Called in long loops; it may throw to end them. */
  checkpoint?: () => void;
}

// What a server, a client or a proxy of the protocol says in its own words.
const ofAgents = /(^|[^a-z])mcp([^a-z]|$)|modelcontextprotocol/im;

/** Links the selected files and answers questions about them; files that a flow reaches are read on demand. */
export function createProgram(input: ProgramInput): Omit<RuleContext, 'manifests'> {
  const { catalog, config } = input;
  const graph = createGraph(input);
  for (const path of input.files) graph.file(path);
  const linked = createLinks({
    graph,
    catalog,
    importersOf: (path) => input.importersOf(path),
    isTest: (path) => input.isTest(path),
    ...(input.checkpoint ? { checkpoint: input.checkpoint } : {}),
  });
  linked.link([...graph.files]);
  graph.begin();
  // Only files with a telling word can hold an entrance, a verifier or a scope; of the others flows ask on their own.
  const selected: readonly LoadedFile[] = input.files.flatMap((path) => graph.file(path) ?? []);
  const options = createOptions(graph, linked, (path) => input.isTest(path));
  const claims = createClaims(graph, linked, catalog, (path) => input.isTest(path));

  const functions = createFunctions({ graph, linked, selected });
  const sites = createCallSites({ graph, linked, selected, functions });
  const definitions = createDefinitions({ graph, linked, options, isTest: (path) => input.isTest(path) });
  const { constantsOf, wordsOf, settingsWritten } = createConstants(graph, linked, input.text);
  const { holdsEnvironment } = createEnvironmentCopies(graph, linked);
  const schemas = createSchemas({ graph, linked, options, definitions });
  const { calls, slotsOf } = createApiCalls({
    graph,
    linked,
    options,
    functions,
    sites,
    constantsOf,
    holdsEnvironment,
    fieldsOf: schemas.fields,
  });
  const isTest = input.isTest;
  const tools = createTools({ graph, linked, options, functions, definitions, schemas, calls, slotsOf, isTest });
  const verifications = createVerifications({ graph, linked, options, claims, selected, sites });
  const { authInfos, replacesToken } = createAuthInfos({ functions, selected, isAlone: input.isAlone ?? false });
  const verifiers = createVerifiers({
    graph,
    linked,
    functions,
    isTest: (path) => input.isTest(path),
    verifications: () => verifications.verifications('token-verification', 'introspection', 'userinfo', 'token-decode'),
    gates: () =>
      doors
        .endpoints()
        .flatMap(({ protocol, gates }) =>
          protocol === 'http' ? [] : gates.flatMap(({ kind, fn }) => (kind === 'auth' && fn ? [fn] : [])),
        ),
    inboundCalls: () => flowing.inboundCalls(),
  });
  const flowing = createFlows({
    ...input,
    graph,
    linked,
    options,
    definitions,
    schemas,
    selected,
    freePaths: tools.freePaths,
    isInput: tools.isInput,
    takesAnyName: tools.takesAnyName,
    replacesToken,
    reach: (fn) => functions.reach(functions.refOf(fn)).flatMap((ref) => functions.fnOf(ref) ?? []),
  });
  const doors = createDoors({
    graph,
    linked,
    options,
    definitions,
    functions,
    selected,
    calls,
    slotsOf,
    verifies: (fn) =>
      verifications
        .verifications('token-verification', 'introspection', 'endpoint-gate')
        .some((v) => v.within?.id === fnNode(fn)),
    isTest: (path) => input.isTest(path),
  });
  const forms = createForms({ graph, linked, catalog, options, functions, selected });
  const { requestFields, ...reads } = createQueryReads({ graph, linked, functions, selected });
  const packages = createPackageWords({ graph, selected, isTest: (path) => input.isTest(path) });
  // What a model may call, or what serves or runs one.
  const agentPlaces = (): Place[] => [
    ...calls('tool', 'approval', 'mcp-transport', 'mcp-handler', 'a2a-handler', 'a2a-transport').map(({ at }) => at),
    ...tools.tools().map(({ at }) => at),
  ];
  return {
    config,
    edits: createEdits({
      graph,
      linked,
      text: input.text,
      ...verifications,
      fnOf: functions.fnOf,
      isTest: (path) => input.isTest(path),
      resources: config.resource ?? [],
    }),
    flows: flowing.flows,
    isTest: (file) => input.isTest(file),
    ...functions,
    texts: (least) => wordsOf(selected, least),
    calls,
    ...forms,
    ...createRedemptions({ forms: forms.forms, calls, says: packages.says, isTest: (path) => input.isTest(path) }),
    ...reads,
    ...packages,
    hasAgents: () => packages.speaksOfAgents() || agentPlaces().length > 0,
    isAgentPackage: (near) =>
      agentPlaces().some((at) => packages.isSamePackage(near, at)) || packages.says(near, ofAgents),
    tools: tools.tools,
    ...createOpenLoops({ graph, linked, functions, selected }),
    ...createBranchesOn({ graph, linked, functions, selected }),
    ...createRefusedRetries({ graph, linked, functions, selected }),
    ...createStatedIdentities({
      ...input,
      graph,
      linked,
      functions,
      selected,
      requestFields,
      argumentsTaken: flowing.argumentsTaken,
    }),
    ...createStdoutWrites({ graph, functions, isTest }),
    ...createToolEffects({
      graph,
      linked,
      functions,
      tools: tools.tools,
      dispatched: createToolDispatch({ graph, linked, functions, calls }),
    }),
    ...createJudging({ functions }),
    ...createRecords({ graph, functions, selected }),
    settingsWritten: () => settingsWritten(selected, functions),
    ...createSettingDefaults({ graph, linked, selected }),
    readsOnly: tools.readsOnly,
    ...doors,
    ...createRedirectionEndpoints({ queryReads: reads.queryReads, reach: functions.reach }),
    ...createVainChecks({ graph, linked, functions, selected }),
    ...verifications,
    ...verifiers,
    ...createHandVerifications({ ...functions, ...verifiers, calls, isTest: (path) => input.isTest(path) }),
    authInfos,
    ...createScopeRequests({ graph, linked, options, selected }),
    ...createScopeUses({ graph, linked, selected, isTest: (path) => input.isTest(path) }),
    ...createIdentifiers({ graph, linked, options, selected, ...verifications }),
  };
}
