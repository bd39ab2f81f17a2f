/** Dockerfiles: each instruction is an entry, in order; variables are maps and JSON forms are lists. */
import { DockerfileParser, type Instruction, JSONInstruction, PropertyInstruction } from 'dockerfile-ast';
import type { Span } from '../finding.ts';
import type { Entry, MapTree, SyntaxProblem, TextTree, Tree } from './document.ts';

interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** The instructions of the file as one map in which a key may stand several times. */
export function readDockerfile(file: string, text: string): { root: MapTree; problems: SyntaxProblem[] } {
  const starts = [0];
  for (const match of text.matchAll(/\r?\n/g)) starts.push(match.index + match[0].length);
  const offset = ({ line, character }: Range['start']): number => (starts[line] ?? text.length) + character;
  const at = (range: Range) => ({ file, start: offset(range.start), end: offset(range.end) });
  const plain = (range: Range): TextTree => {
    const place = at(range);
    const value = text.slice(place.start, place.end);
    const quote = /^(["']).*\1$/s.exec(value)?.[1];
    if (!quote) return { kind: 'text', ...place, value, inner: { start: place.start, end: place.end }, style: 'plain' };
    const inner = { start: place.start + 1, end: place.end - 1 };
    return { kind: 'text', ...place, value: value.slice(1, -1), inner, style: quote === '"' ? 'double' : 'single' };
  };
  const valueOf = (instruction: Instruction): Tree | undefined => {
    const range = instruction.getArgumentsRange();
    if (!range) return undefined;
    if (instruction instanceof JSONInstruction && instruction.getOpeningBracket()) {
      return {
        kind: 'list',
        ...at(range),
        isFlow: true,
        items: instruction.getJSONStrings().map((s) => plain(s.getRange())),
      };
    }
    if (!(instruction instanceof PropertyInstruction)) return plain(range);
    const entries: Entry[] = instruction.getProperties().map((property) => {
      const valueRange = property.getValueRange();
      const end = at(property.getRange()).end;
      const value: Tree = valueRange ? plain(valueRange) : { kind: 'null', file, start: end, end };
      return { key: property.getName(), at: at(property.getNameRange()), value };
    });
    return { kind: 'map', ...at(range), entries };
  };
  const instructions = DockerfileParser.parse(text).getInstructions();
  const entries = instructions.map((instruction): Entry => {
    const key = at(instruction.getInstructionRange());
    const value = valueOf(instruction) ?? { kind: 'null', file, start: key.end, end: key.end };
    return { key: instruction.getKeyword(), at: key, value };
  });
  const problems = isForeign(text)
    ? []
    : instructions.flatMap((instruction) => {
        const message = problemOf(instruction);
        return message === undefined ? [] : [{ ...spanOf(at(instruction.getInstructionRange())), message }];
      });
  return { root: { kind: 'map', file, start: 0, end: text.length, entries }, problems };
}

const known = new Set(
  `ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME
  WORKDIR`.split(/\s+/),
);

/** Another language than Docker's own, by its first comment or by the holes of a template. */
function isForeign(text: string): boolean {
  const syntax = /^#[ \t]*syntax[ \t]*=[ \t]*(\S+)/i.exec(text)?.[1];
  return (
    (syntax !== undefined && !/^(?:docker\.io\/)?docker\/dockerfile(?:[:@]|-upstream|$)/.test(syntax)) ||
    /^[ \t]*(?:\{[{%]|<%|@@|%%|#(?:if|include)\b)/m.test(text)
  );
}

function problemOf(instruction: Instruction): string | undefined {
  const keyword = instruction.getKeyword();
  if (!known.has(keyword)) return `there is no instruction \`${instruction.getInstruction()}\``;
  const words = instruction.getRawArgumentsContent() ?? '';
  if (words.trim() === '') return `\`${keyword}\` is given nothing`;
  // Docker hands a list that it cannot read to the shell, as one command.
  const isList = ['CMD', 'ENTRYPOINT', 'SHELL'].includes(keyword) && /^\[\s*["']/.test(words);
  return isList && !isJson(words.replace(/\\[ \t]*\r?\n/g, '')) ? `the list of \`${keyword}\` is no JSON` : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
