/** Mistakes of any program: shown where there are agents, and less sure elsewhere. */
import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { lint } from '../../server/lint.ts';
import type { Model } from '../../server/models/model.ts';
import { createSession } from '../../server/session.ts';
import { memoryWorkspace } from '../../server/workspace.ts';

const caller = `export const forecast = (city: string) =>
  fetch(\`https://weather.example/today?city=\${city}&access_token=\${process.env.WEATHER_TOKEN}\`);
`;

function confidences(files: Record<string, string>): string[] {
  const session = createSession({
    workspace: memoryWorkspace(files),
    config: {},
    // The generated file was validated when it was written; its literals are wider than the model's types.
    models: models as unknown as Model[],
  });
  const { findings } = lint(session, { rules, only: ['token-in-url'], isPedantic: true });
  return findings.map(({ confidence }) => confidence);
}

describe('rules about mistakes of any program', () => {
  it('are as sure as they are where an import, a path or the name of the package speaks of agents', () => {
    assert.deepEqual(confidences({ 'src/mcp/forecast.ts': caller }), ['high']);
    assert.deepEqual(confidences({ 'forecast.ts': `import 'openai';\n${caller}` }), ['high']);
    assert.deepEqual(confidences({ 'forecast.ts': caller, 'package.json': '{ "name": "weather-mcp" }' }), ['high']);
  });

  it('are of medium confidence elsewhere', () => {
    assert.deepEqual(confidences({ 'src/user-agent/forecast.ts': caller }), ['medium']);
  });
});
