/** Dockerfiles: each instruction is an entry, in order; variables are maps and JSON forms are lists. */
import { DockerfileParser, type Instruction, JSONInstruction, PropertyInstruction } from 'dockerfile-ast';
import type { Entry, MapTree, TextTree, Tree } from './document.ts';

interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** The instructions of the file as one map in which a key may stand several times. */
export function readDockerfile(file: string, text: string): { root: MapTree } {
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
  const entries = DockerfileParser.parse(text)
    .getInstructions()
    .map((instruction): Entry => {
      const key = at(instruction.getInstructionRange());
      const value = valueOf(instruction) ?? { kind: 'null', file, start: key.end, end: key.end };
      return { key: instruction.getKeyword(), at: key, value };
    });
  return { root: { kind: 'map', file, start: 0, end: text.length, entries } };
}
