/** What the type checker says of many small projects at once, so that the libraries are read only once. */
import { getLibFiles } from '@ts-morph/common';
import { ts } from 'ts-morph';
import { fileURLToPath } from 'node:url';

/** Beside our own packages, so that an import finds those that are installed; nothing of it is on the disk. */
const root = fileURLToPath(new URL('../../.examples/', import.meta.url));
const libraries = fileURLToPath(new URL('../../.examples/lib/', import.meta.url));
// What is not installed may be anything.
const anyPackage = 'declare module "*";\n';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  // As where no library is named.
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  allowJs: true,
  checkJs: false,
  strict: true,
  noImplicitAny: false,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
};

// The declarations of libraries, which every program reads.
const parsed = new Map<string, ts.SourceFile>();

/** The errors of each project, in order, as `file: TS code message`. */
export function typeErrors(projects: readonly Readonly<Record<string, string>>[]): string[][] {
  const texts = new Map<string, string>([[`${root}any.d.ts`, anyPackage]]);
  for (const { fileName, text } of getLibFiles()) texts.set(libraries + fileName, text);
  const names = projects.map((files, index) =>
    Object.keys(files)
      .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
      .map((name) => `${root}${index}/${name}`),
  );
  projects.forEach((files, index) => {
    for (const [name, text] of Object.entries(files)) texts.set(`${root}${index}/${name}`, text);
  });
  const program = ts.createProgram([`${root}any.d.ts`, ...names.flat()], options, hostOver(texts));
  return names.map((own) => own.flatMap((name) => errorsOf(program, name)));
}

function errorsOf(program: ts.Program, name: string): string[] {
  const source = program.getSourceFile(name);
  if (!source) throw new Error(`${name} was not read`);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found.map(({ code, messageText }) => {
    return `${name.slice(name.lastIndexOf('/') + 1)}: TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

function hostOver(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const { sys } = ts;
  return {
    fileExists: (path) => texts.has(path) || sys.fileExists(path),
    readFile: (path) => texts.get(path) ?? sys.readFile(path),
    directoryExists: (path) => path.startsWith(root) || sys.directoryExists(path),
    getDirectories: (path) => sys.getDirectories(path),
    getSourceFile(path, target) {
      const isOwn = path.startsWith(root) && !path.startsWith(libraries);
      const known = isOwn ? undefined : parsed.get(path);
      const text = known ? undefined : (texts.get(path) ?? sys.readFile(path));
      const source = known ?? (text === undefined ? undefined : ts.createSourceFile(path, text, target));
      if (source && !isOwn) parsed.set(path, source);
      return source;
    },
    getDefaultLibFileName: () => `${libraries}lib.d.ts`,
    getDefaultLibLocation: () => libraries.slice(0, -1),
    getCurrentDirectory: () => root,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
    ...(sys.realpath ? { realpath: sys.realpath } : {}),
  };
}
