import { defineRule, firstAt, itemsOf, placeOf, textAt, textOf, valueAt } from '../server/sdk.ts';

export const pluginAuthNone = defineRule({
  meta: {
    id: 'plugin-auth-none',
    title: 'Plugin that calls its API as nobody',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: ['cwe:306', 'cwe:862', 'owasp-asi:03', 'owasp-llm:06'],
  },
  *check({ manifests }) {
    const functions = manifests.plugins();
    for (const { root } of manifests.recognised('plugin')) {
      for (const runtime of itemsOf(valueAt(root, 'runtimes'))) {
        const type = firstAt(valueAt(runtime, 'auth'), ['type', 'Type'])?.value;
        if (type?.kind !== 'text' || type.value.toLowerCase() !== 'none') continue;
        // An add-in runs where the person is signed in already.
        if (textOf(valueAt(runtime, 'type')) === 'LocalPlugin') continue;
        const own = functions.filter((each) => each.runtime === runtime);
        const heavy =
          own.find(({ effect }) => effect === 'writes') ?? own.find(({ effect }) => effect === 'reads-private');
        // An API of public data needs no identity.
        if (!heavy && own.length > 0 && own.every(({ effect }) => effect === 'reads')) continue;
        const does = heavy?.effect === 'writes' ? 'changes something' : 'reads what is not public';
        yield {
          at: placeOf(type),
          confidence: heavy ? 'high' : 'medium',
          message: heavy
            ? `\`${heavy.name}\` ${does}, and nobody is signed in when it is called`
            : 'Nobody is signed in when the functions of the plugin are called',
          ...texts,
        };
      }
    }
    for (const { root } of manifests.recognised('teams-app')) {
      for (const connector of itemsOf(valueAt(root, 'agentConnectors'))) {
        const type = textAt(connector, 'toolSource.remoteMcpServer.authorization.type');
        if (type?.value !== 'None') continue;
        const message = 'Nobody is signed in when the tools of the server are called';
        yield { at: placeOf(type), confidence: 'medium', message, ...texts };
      }
    }
  },
});

const texts = {
  why: 'Whoever finds the address can call the API as well as the agent can, and its log says for nobody what was done.',
  help: 'Register the API with OAuth and name it: `OAuthPluginVault` with its `reference_id`.',
};
