import assert from 'node:assert/strict';
import { type Checked, told } from './checked-tools.ts';

const refuse = "throw new Error('no')";
const tested = `if (!pattern.test(given)) ${refuse};`;

const whole: Checked[] = [
  { name: 'a text', around: "const pattern = new RegExp('^[a-z]+$');", check: tested },
  {
    name: 'words that are put together',
    around: "const word = '[a-z]+';\nconst pattern = new RegExp(`^${word}(?:/${word})*$`, 'i');",
    check: tested,
  },
  { name: 'a sum', around: "const pattern = RegExp('^' + '[a-z]+' + '$');", check: tested },
  {
    name: 'the source of another',
    around: 'const word = /[a-z]+/;\nconst pattern = new RegExp(`^${word.source}$`);',
    check: tested,
  },
  { name: 'a pattern of another file', around: "import { name as pattern } from './patterns.ts';", check: tested },
  {
    name: 'a word of another file',
    around: "import { word } from './patterns.ts';",
    check: `if (!new RegExp('^' + word + '$').test(given)) ${refuse};`,
  },
  {
    name: 'a list of sources',
    around: "const words = ['^[a-z]+$', '^[0-9]+$'];",
    check: `if (!words.some((word) => new RegExp(word).test(given))) ${refuse};`,
  },
  { name: 'what nobody can tell', around: "const pattern = new RegExp(process.env.NAMES ?? '[a-z]+');", check: tested },
];

const open: Checked[] = [
  { name: 'a text that is found anywhere', around: "const pattern = new RegExp('[a-z]+');", check: tested },
  { name: 'the beginning of a line', around: "const pattern = new RegExp('^[a-z]+$', 'm');", check: tested },
  { name: 'a literal for each line', around: 'const pattern = /^[a-z]+$/m;', check: tested },
  {
    name: 'a word without an end',
    around: "const word = '[a-z]+';\nconst pattern = new RegExp(`${word}`);",
    check: tested,
  },
  {
    name: 'a pattern of another file that takes all',
    around: "import { anything as pattern } from './patterns.ts';",
    check: tested,
  },
  {
    name: 'patterns that are made of a list',
    around: "const patterns = ['[a-z]+', '[0-9]+'].map((word) => new RegExp(word, 'i'));",
    check: `if (!patterns.some((each) => each.test(given))) ${refuse};`,
  },
  {
    name: 'sources of what is forbidden',
    around: "const forbidden = ['rm\\\\s+-rf', 'mkfs'];",
    check: `if (forbidden.some((word) => new RegExp(word, 'i').test(given))) ${refuse};`,
  },
];

const files = {
  'patterns.ts':
    "export const word = '[a-z]+';\nexport const name = new RegExp('^[a-z]+$');\nexport const anything = new RegExp('^.+$');\n",
};

describe('flow: patterns that are made at run time', () => {
  it('hold when all of the text has to match', () => assert.deepEqual(told(whole, files), []));
  it('hold nothing back when a part is enough', () => {
    assert.deepEqual(
      told(open, files),
      open.map(({ name }) => name),
    );
  });
});
