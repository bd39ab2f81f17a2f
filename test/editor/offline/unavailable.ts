/** Something that the tests need and that this machine cannot give; the message says what to do. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}
