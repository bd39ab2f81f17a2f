import { defineRule, isTrue, itemsOf, placeOf, textAt, textOf, valueAt } from '../server/sdk.ts';

export const m365DynamicTools = defineRule({
  meta: {
    id: 'm365-dynamic-tools',
    title: 'Tools that can change after they were looked at',
    pillar: 'access',
    severity: 'info',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: ['cwe:494', 'cwe:829', 'owasp-asi:04', 'owasp-mcp:03'],
  },
  *check({ manifests }) {
    for (const { root } of manifests.recognised('plugin')) {
      for (const runtime of itemsOf(valueAt(root, 'runtimes'))) {
        const type = textAt(runtime, 'type');
        if (type?.value !== 'RemoteMCPServer' || valueAt(runtime, 'spec.mcp_tool_description')) continue;
        const dynamic = valueAt(runtime, 'spec.enable_dynamic_discovery');
        const everything = itemsOf(valueAt(runtime, 'run_for_functions')).find((item) => textOf(item) === '*');
        const isListed = itemsOf(valueAt(root, 'functions')).length > 0 && !everything;
        if (isListed && !(dynamic && isTrue(dynamic))) continue;
        yield {
          at: placeOf(dynamic && isTrue(dynamic) ? dynamic : (everything ?? type)),
          confidence: 'medium',
          message: 'Whatever tools the server names from now on, the agent has',
          why: 'A tool that is added or described anew after the plugin was reviewed speaks to the model and is called like those that were looked at.',
          help: 'List the functions, and keep the description of the tools in `mcp_tool_description`.',
        };
      }
    }
  },
});
