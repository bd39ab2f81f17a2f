/** The command lines with which scripts start agents that work alone. */
import assert from 'node:assert/strict';
import { dialects } from '../../server/manifests/dialects.ts';

const found: [script: string, part: string][] = [
  ['claude -p "$TASK"', 'claude -p'],
  ['cat task.md | claude --model opus --print', 'claude --model opus --print'],
  ['claude --model=opus -p', 'claude --model=opus -p'],
  ['claude "$TASK" -p', 'claude "$TASK" -p'],
  ['claude \\\n  --max-turns 20 \\\n  -p "$TASK"', 'claude \\\n  --max-turns 20 \\\n  -p'],
  [
    'answer=$(claude --append-system-prompt "$(cat rules.md)" -p x)',
    'claude --append-system-prompt "$(cat rules.md)" -p',
  ],
  ['claude --model ${{ inputs.model }} -p "$TASK"', 'claude --model ${{ inputs.model }} -p'],
  ['bash -lc "~/.local/bin/claude -p"', '~/.local/bin/claude -p'],
  ['sudo -u runner claude --verbose -p x', 'claude --verbose -p'],
  ['if ! ./node_modules/.bin/claude --model opus -p x; then exit 1; fi', './node_modules/.bin/claude --model opus -p'],
  ['npx -y -p @anthropic-ai/claude-code claude -p x', 'claude -p'],
  ['npx @openai/codex --model gpt-5 exec x', '@openai/codex --model gpt-5 exec'],
  ['codex -m gpt-5 -a never exec x', 'codex -m gpt-5 -a never exec'],
  ['codex e x', 'codex e'],
  ['gemini -m gemini-2.5-pro --prompt="$TASK"', 'gemini -m gemini-2.5-pro --prompt'],
  ['gh copilot --model gpt-5 -p x', 'copilot --model gpt-5 -p'],
  ['opencode --model acme/large run x', 'opencode --model acme/large run'],
  ['cursor-agent --model gpt-5 -p x', 'cursor-agent --model gpt-5 -p'],
  ['npx -y @qwen-code/qwen-code --yolo -p "$TASK"', '@qwen-code/qwen-code --yolo'],
  ['droid exec --output-format json \\\n  --auto low "$TASK"', 'droid exec --output-format json \\\n  --auto'],
  ['goose run --recipe triage.yaml', 'goose run'],
  ['kiro-cli chat --no-interactive --trust-all-tools "$TASK"', 'kiro-cli chat --no-interactive --trust-all-tools'],
  ['q chat --trust-tools=fs_read,fs_write x', 'q chat --trust-tools'],
  ['echo "$TASK" | amp -x --dangerously-allow-all', 'amp -x'],
];

const passed = [
  'claude --version\nmkdir -p dist',
  'claude --version; mkdir -p dist',
  'echo claude && mkdir -p dist',
  'echo "made by claude" -p',
  'claude mcp add orders -- node server.js -p 80',
  'cp -r settings/claude --target out -p',
  'docker run -v "$PWD:/opt/claude" -p 80:80 nginx',
  'docker run \\\n  -w /opt/claude -p 80:80 nginx',
  'docker run --name claude --network none -p 80:80 nginx',
  'npm install -g @google/gemini-cli -y',
  'gemini extensions install docs -y',
  'codex --model gpt-5 login exec',
  'codex review --base main exec',
  'opencode auth run',
  'droid exec "$TASK"',
  'droid exec x; gh pr merge --auto',
  'goose -dir db postgres "$URL" up',
  'kiro-cli chat --no-interactive x',
  'ollama pull qwen -y',
];

describe('starts of agents', () => {
  const start = (script: string): string | undefined => {
    for (const agent of dialects().agents) {
      const span = agent.start?.(script);
      if (span) return script.slice(span.from, span.to);
    }
    return undefined;
  };
  for (const [script, part] of found) it(`finds ${JSON.stringify(script)}`, () => assert.equal(start(script), part));
  for (const script of passed) it(`passes ${JSON.stringify(script)}`, () => assert.equal(start(script), undefined));

  it('reads a hostile script in a time that grows with its length alone', () => {
    const parts = [
      'claude -a ',
      'claude "',
      '${{ claude --a ',
      "claude '$( ",
      'a/claude -',
      'claude \\\n',
      '/claude/ ',
    ];
    const before = performance.now();
    for (const part of parts) start(part.repeat(5_000));
    assert.ok(performance.now() - before < 5_000);
  });
});
