/** Text of the analysed project, made safe to print. */

/** The text without characters that a terminal would act on (escape sequences, line breaks, bidirectional controls). */
export function printable(text: string): string {
  return (
    text
      .replace(/\t/g, '  ')
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  );
}
