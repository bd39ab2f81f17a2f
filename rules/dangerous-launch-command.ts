import {
  type CommandLine,
  defineRule,
  type Fix,
  type Manifests,
  pieceOf,
  type Report,
  type TextTree,
} from '../server/sdk.ts';

export const dangerousLaunchCommand = defineRule({
  meta: {
    id: 'dangerous-launch-command',
    title: 'Command of an agent that does more than start it',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:practices-15',
      'norm:registry-6',
      'cwe:78',
      'cwe:250',
      'cwe:494',
      'owasp-asi:04',
      'owasp-asi:05',
      'owasp-mcp:03',
      'owasp-mcp:05',
    ],
  },
  *check({ manifests }) {
    for (const line of manifests.commandLines()) {
      for (const text of line.scripts) yield* ofScript(line.of, text);
      yield* ofProgram(line, manifests);
    }
  },
});

const texts = {
  why: 'Opening the project, or a prompt that starts the server, is enough to run it with the rights of the person.',
  help: 'Start one program by its path with a list of arguments, and install it beforehand in a version that was looked at.',
};

const fetched = String.raw`\b(?:curl|wget|iwr|irm|Invoke-WebRequest|Invoke-RestMethod)\b`;
const begins = String.raw`(?:^|;\s|&&\s)\s*`;
const interpreted = String.raw`\b(?:(?:ba|z|da|fi)?sh|pwsh|powershell|python3?|node|perl|ruby)(?:\.exe)?(?:\s+-\w+){0,3}\s+-[a-z]{0,3}[ce](?:ommand|val)?`;
const patterns: [RegExp, string, Report['confidence']][] = [
  [
    new RegExp(String.raw`${fetched}[^|;&\n]*\|\s*(?:sudo\s+)?(?:ba|z|da|fi)?sh\b`, 'i'),
    'runs whatever an address answers',
    'high',
  ],
  [
    new RegExp(
      String.raw`${fetched}[^|;&\n]*\|\s*(?:sudo\s+)?(?:python3?|node|perl|ruby|iex|Invoke-Expression)\b`,
      'i',
    ),
    'runs whatever an address answers',
    'high',
  ],
  [
    new RegExp(String.raw`\b(?:eval|iex|Invoke-Expression)\b[^;\n]*${fetched}`, 'i'),
    'runs whatever an address answers',
    'high',
  ],
  [
    new RegExp(String.raw`(?:\b(?:(?:ba|z)?sh|source)|${begins}\.)\s+<\(\s*${fetched}`, 'i'),
    'runs whatever an address answers',
    'high',
  ],
  // A file that is fetched, and started before anybody could look at it.
  [
    new RegExp(
      String.raw`${fetched}[^|;&\n]{0,300}\s(?:-[a-zA-Z]*[oO]|--output|--output-document|-OutFile)[ =]?["']?([^\s"';&|]{2,120})["']?[^|;&\n]{0,300}(?:&&|;)\s*(?:chmod\s+\S+\s+["']?\1["']?\s*(?:&&|;)\s*)?(?:sudo\s+)?(?:(?:(?:ba|z|da)?sh|source|\.|python3?|node|&)\s+)?["']?(?:\./)?\1(?=["'\s;&|]|$)`,
      'i',
    ),
    'runs whatever an address answers',
    'high',
  ],
  // An address that says which version it gives is another matter.
  [
    /\bdeno\s+run\b(?:\s+-[\w=,.-]+){0,12}\s+["']?https?:\/\/(?![^\s"']*@v?\d)[^\s"']+/,
    'runs whatever an address answers',
    'high',
  ],
  [
    /\bjq\b[^|;\n]*\btool_?input\.command\b[^|\n]*\|\s*(?:ba|z|da)?sh\b(?!\s+\S)|\beval\b[^;\n]{0,40}\$\{?(?:CLAUDE_)?TOOL_INPUT\b/i,
    'runs what the model has written before anybody is asked',
    'high',
  ],
  // What the shell puts in place of the call is the program: behind the option of an interpreter, or as a command.
  [
    new RegExp(String.raw`(?:${interpreted}\s+["']?|${begins}["']?)(?:\$\(|\x60)\s*${fetched}`, 'i'),
    'runs whatever an address answers',
    'high',
  ],
  [/\bbase64\s+(?:-d|-D|--decode)\b[^;\n]*\|\s*(?:ba|z|da)?sh\b/, 'runs a text that nobody can read', 'high'],
  [
    /\b(?:powershell|pwsh)(?:\.exe)?\b[^;\n]*\s-e(?:nc|ncodedcommand)?\s+[A-Za-z\d+/=]{16,}/i,
    'runs a text that nobody can read',
    'high',
  ],
  [
    /\brm\s+-(?:[a-z]*r[a-z]*f|[a-z]*f[a-z]*r)[a-z]*\s+(?:--no-preserve-root\s+)?(?:\/|~|\$HOME|\/\*|~\/\*)(?=\s|$|;|&|")/i,
    'deletes everything of the person',
    'high',
  ],
  [
    /\brm\s+-(?:[a-z]*r[a-z]*f|[a-z]*f[a-z]*r)[a-z]*\s+["']?(?:(?:~|\$\{?HOME\}?)\/\S|\/(?:home|Users|etc|usr|opt|root|Applications|Library)\/\S)\S*/i,
    'deletes files of the person',
    'medium',
  ],
  [/\bnc(?:at)?\b[^;\n]*\s-e\s|\/dev\/tcp\/|\bmkfifo\b[^\n]*\bnc\b/, 'opens a shell to somebody else', 'high'],
  [
    /(?:~|\$HOME)\/\.(?:ssh|aws|gnupg|kube)\/[^\s;|]*[^\n]*\|\s*(?:curl|nc|wget)\b|\b(?:curl|wget)\b[^\n]*@(?:~|\$HOME)\/\.(?:ssh|aws|gnupg|kube)\b/,
    'sends keys of the person away',
    'high',
  ],
  [
    /\bcurl\b[^|;&\n]*\s(?:-d|--data|--data-binary|--data-raw|-F|-T|--upload-file)[ =]?["']?@(?:-|\/dev\/stdin)?[^|;&\n]*https?:\/\/(?!localhost|127\.|\[::1\])/,
    'sends what the agent does to an address',
    'medium',
  ],
  [/\bchmod\s+(?:-R\s+)?0?777\b/, 'lets everybody on the machine change files', 'medium'],
];

function* ofScript(of: string, text: TextTree): Iterable<Report> {
  for (const [pattern, effect, confidence] of patterns) {
    const found = pattern.exec(text.value);
    if (!found || isShown(text.value, found.index)) continue;
    yield {
      at: pieceOf(text, found.index, found.index + found[0].length),
      confidence,
      message: `The command of ${of} ${effect}`,
      ...texts,
    };
    return;
  }
}

// A guard that refuses `rm -rf /` has to name it.
function isShown(script: string, at: number): boolean {
  const before = script.slice(0, at);
  return /\b(?:grep|rg|match|includes|test)\b[^;\n]{0,80}$|\b(?:echo|printf)\b[^;|\n]{0,80}$|=~[^;\n]{0,40}$/.test(
    before,
  );
}

function* ofProgram(line: CommandLine, manifests: Manifests): Iterable<Report> {
  const { of, command, args, scripts, isHook } = line;
  if (!command || isHook) return;
  const program = command.value.trim();
  const first = program.split(/\s+/)[0] ?? '';
  if (/(?:^|\/)(?:sudo|doas)$/.test(first))
    yield {
      at: pieceOf(command, 0, first.length),
      confidence: 'high',
      severity: 'warning',
      message: `The command of ${of} makes it the administrator of the machine`,
      ...texts,
      help: 'Start it as the person, and give the program the one right that it needs.',
      fixes: asPerson(line, first, manifests),
    };
  if (/^(?:\/tmp\/|\/var\/tmp\/|\/dev\/shm\/|%TEMP%|\$\{?TMPDIR|[A-Z]:\\Windows\\Temp\\)/i.test(program))
    yield {
      at: command,
      confidence: 'medium',
      severity: 'warning',
      message: `The program of ${of} lies where every program of the machine may write`,
      ...texts,
    };
  // `sh -c` was read as a script; what else stands among the arguments no shell reads, unless one is named.
  const shell = /(?:^|\/)(?:ba|z|da|fi)?sh$|^(?:powershell|pwsh|cmd)(?:\.exe)?$/i.test(first);
  if (shell && scripts.length === 0) for (const text of args) yield* ofScript(of, text);
}

/** The program behind `sudo`, where that has no flags of its own: as whom it runs then, nobody has said. */
function asPerson({ command, args, document }: CommandLine, first: string, { edits }: Manifests): Fix[] {
  if (!command) return [];
  const [program] = args;
  const behind = command.value.trim().slice(first.length).trimStart();
  const isAlone = behind === '';
  if (/^(?:-|\w+=|$)/.test(isAlone ? (program?.value ?? '') : behind)) return [];
  const changed = edits.replaceText(document, command, isAlone ? (program?.value ?? '') : behind);
  const gone = isAlone && program ? edits.remove(document, program) : [];
  return changed && gone
    ? [{ title: 'Start it as the person', safety: 'suggestion', edits: [...changed, ...gone] }]
    : [];
}
