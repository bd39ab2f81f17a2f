import {
  defineRule,
  entriesOf,
  type Fix,
  itemsOf,
  type Manifests,
  placeOf,
  type Recognised,
  type Report,
  scalarOf,
  textAt,
  textOf,
  type Tree,
  valueAt,
  walk,
} from '../server/sdk.ts';

export const sidecarExposed = defineRule({
  meta: {
    id: 'sidecar-exposed',
    title: 'Token sidecar that others can reach',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:306', 'cwe:668', 'owasp-asi:03', 'owasp-mcp:07'],
  },
  *check({ manifests }) {
    for (const compose of manifests.recognised('compose')) yield* inCompose(compose, manifests);
    for (const object of manifests.recognised('kubernetes')) yield* inKubernetes(object);
  },
});

const texts = {
  confidence: 'high' as const,
  why: 'The sidecar gives tokens to whoever asks: one of its paths needs no caller at all. Whoever reaches the port acts as the agent.',
};

const everywhere = '0.0.0.0:';

/** The image of the sidecar, or the settings that only it has. */
function isSidecar(container: Tree): boolean {
  const image = textAt(container, 'image')?.value ?? '';
  return (
    /(?:^|\/)entra-sdk\/auth-sidecar(?:[:@]|$)/.test(image) ||
    namesOf(container).some((name) => /^AzureAd__ClientCredentials__\d+__/i.test(name))
  );
}

function namesOf(container: Tree): string[] {
  const environment = valueAt(container, 'environment');
  return [
    ...entriesOf(environment).map(({ key }) => key),
    ...itemsOf(environment).map((item) => textOf(item) ?? ''),
    ...itemsOf(valueAt(container, 'env')).map((item) => textOf(valueAt(item, 'name')) ?? ''),
  ];
}

function* inCompose({ document, root }: Recognised, manifests: Manifests): Generator<Report> {
  for (const { key, value } of entriesOf(valueAt(root, 'services'))) {
    if (!isSidecar(value)) continue;
    for (const port of itemsOf(valueAt(value, 'ports'))) {
      const found = publishes(port);
      if (found === undefined) continue;
      const edits =
        port.kind === 'text'
          ? manifests.edits.replaceText(
              document,
              port,
              '127.0.0.1:',
              0,
              port.value.startsWith(everywhere) ? everywhere.length : 0,
            )
          : port.kind === 'map'
            ? manifests.edits.set(document, port, 'host_ip', '127.0.0.1')
            : undefined;
      const fix: Fix[] = edits ? [{ title: 'Publish the port on this machine alone', safety: 'safe', edits }] : [];
      yield {
        at: placeOf(port),
        ...texts,
        message: `The port of the token sidecar \`${key}\` is published on every network of the machine`,
        help: 'Publish it on `127.0.0.1`, or not at all: services of the same network reach it without.',
        fixes: fix,
      };
    }
  }
}

/** The published port, when it is published beyond loopback. */
function publishes(port: Tree): string | undefined {
  if (port.kind === 'map') {
    const published = scalarOf(valueAt(port, 'published'));
    return valueAt(port, 'host_ip') === undefined ? published : undefined;
  }
  // A single port is published on a random one of the machine.
  return /^(?:0\.0\.0\.0:)?(\d+(?:-\d+)?):\d/.exec(scalarOf(port) ?? '')?.[1];
}

function* inKubernetes({ root }: Recognised): Generator<Report> {
  for (const { tree, entry } of walk(root)) {
    if (entry?.key !== 'containers') continue;
    for (const container of itemsOf(tree).filter(isSidecar)) {
      for (const port of itemsOf(valueAt(container, 'ports'))) {
        const host = valueAt(port, 'hostPort');
        if (host?.kind !== 'number') continue;
        yield {
          at: placeOf(host),
          ...texts,
          message: 'The port of the token sidecar is open on the node',
          help: 'Leave `hostPort` out: containers of the same pod reach the sidecar on loopback.',
        };
      }
      for (const variable of itemsOf(valueAt(container, 'env'))) {
        const value = textAt(variable, 'value');
        const isAddress = /^(?:ASPNETCORE_URLS|Kestrel__Endpoints__\w+__Url)$/i.test(
          textAt(variable, 'name')?.value ?? '',
        );
        if (!value || !isAddress || !/^https?:\/\/(?:\+|\*|0\.0\.0\.0|\[::\])(?::|\/|$)/.test(value.value)) continue;
        yield {
          at: placeOf(value),
          ...texts,
          message: 'The token sidecar listens on every address of the pod',
          help: 'Listen on `http://127.0.0.1`: containers of the same pod reach it there, and nobody else does.',
        };
      }
    }
  }
}
