/** `parse-loop LIST`: a bare `ts.createSourceFile` over the files of a list, one path a line. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseAll } from '../inside/parse.ts';

const [list = ''] = process.argv.slice(2);
process.stdout.write(`${parseAll(readFileSync(list, 'utf8').split('\n').filter(Boolean))}\n`);
