/** Which containers run an agent or a server of tools: by what their name, image, command, labels and settings call them. */

/** Only what its name, image, command or labels call an agent or a server of tools is one. */
export const agentWords =
  /(?:^|[^a-z])(?:mcp|agents?|a2a|claude|codex|copilot|gemini-cli|langgraph|crewai|autogen|llm)(?:$|[^a-z])/i;
// What watches, builds, deploys or proves who a machine is: agents of those who run machines, with no model behind them.
const neutralProducts =
  'datadog(?:hq)?(?:[-/]cluster)? newrelic(?:-infra)? beszel netdata wazuh ossec sysdig falco glances komodo dozzle cadvisor coroot parca pmm instana appdynamics(?:[-/]machine)? gitlab teamcity woodpecker jenkins(?:/inbound)? jnlp buildkite azp vsts azure-pipelines bamboo go-?cd build consul nomad vault teleport(?:-kube)? ssh gpg spire cilium calico istio konnectivity k3s rke2 rancher cattle-cluster node ecs ssm cloudwatch zabbix check-?mk puppet portainer fleet monitoring otel jaeger elastic fluent(?:d|-?bit)? splunk telegraf grafana dd'
    .split(' ')
    .join('|');
// A folder or a file is none of them: `build/agent.js`.
const neutralAgents = new RegExp(
  String.raw`(?:${neutralProducts})[-_/]?agents?(?!\w*\/|\.[a-z])|(?:consul|nomad|vault|k3s|rke2) agent\b|node-exporter|agent-(?:image|base)`,
  'i',
);
const startsAgents =
  /(?:^|\/)(?:consul|nomad|vault|k3s|rke2|cilium|telegraf|fluent-?(?:d|bit)|promtail|alloy)(?:[:@]|$)/;

const serverWord = /(?:^|[^a-z])mcp(?:$|[^a-z])/i;

/** What is a server of tools by its image, or by its other names where the image is no database. */
export function isServer(image: string | undefined, ...texts: (string | undefined)[]): boolean {
  const names = image !== undefined && stores.test(image) ? [image] : [image, ...texts];
  return names.some((text) => text !== undefined && serverWord.test(text));
}

// The database of an agent is named after it and is none.
const stores =
  /(?:^|[-_/])(?:\w*(?:db|sql)|postgres|pgvector|pgadmin|redis(?:-stack(?:-server)?)?|valkey|keydb|dragonfly|memcached|mongo|neo4j|cassandra|clickhouse(?:-server)?|elasticsearch|opensearch|meilisearch|typesense|qdrant|weaviate|chroma|milvus|minio|etcd|zookeeper|kafka|nats|rabbitmq|mosquitto|nginx|caddy|traefik|haproxy|ollama|keycloak|prometheus|grafana|loki|jaeger|adminer|mailpit|mailhog|localstack)(?:[:@]|$)/i;

export function isAgent(image: string | undefined, ...said: (string | undefined)[]): boolean {
  // `--agent-version-suffix=docker` is a word of another program.
  const texts = said.map((text) => text?.replace(/(^|\s)--?(?:[\w-]+-)?agent(?:-[\w-]+)?(?=[=\s]|$)/g, '$1'));
  const names = image !== undefined && stores.test(image) ? [image] : [image, ...texts];
  // `datadog/agent` is called `agent` by its pod, and `consul` is started by that word.
  const isNeutral =
    startsAgents.test(image ?? '') || [image, ...texts].some((text) => text !== undefined && neutralAgents.test(text));
  return names.some(
    (text) =>
      text !== undefined &&
      agentWords.test(text) &&
      !neutralAgents.test(text) &&
      !(isNeutral && /^agents?(?:\s|$)/i.test(text)),
  );
}

/** What the names of containers begin with where the database has it, too: the name of the project, which tells nothing. */
export function projectOf(containers: readonly { name: string; image: string }[]): string {
  const beginnings = containers.flatMap(({ name, image }) =>
    stores.test(image) ? Array.from(name.matchAll(/[-_]/g), ({ index }) => name.slice(0, index + 1)) : [],
  );
  const shared = beginnings.filter((each) => containers.filter(({ name }) => name.startsWith(each)).length > 1);
  return shared.sort((a, b) => b.length - a.length)[0] ?? '';
}

// Settings of what runs an agent, and of what answers as a server of tools.
export const agentSetting =
  /^(?:(?:MCP|FASTMCP|A2A|CLAUDE|CODEX|COPILOT|LANGGRAPH|CREWAI)_\w+|(?:ANTHROPIC|OPENAI)_API_KEY)$/;
export const serverSetting = /^(?:MCP_(?:TRANSPORT|MODE|HOST|PORT|PATH|BIND\w*|API_KEY|AUTH\w*)|FASTMCP_\w+)$/;

/** What a command fetches when it installs a coding agent. */
export const installsAgent =
  /@anthropic-ai\/claude-code|claude\.ai\/install|@openai\/codex|@google\/gemini-cli|@github\/copilot(?![\w-])|@qwen-code\/qwen-code|@sourcegraph\/amp|opencode-ai|opencode\.ai\/install|cursor\.com\/install|app\.factory\.ai\/cli|\baider-(?:chat|install)\b/;
