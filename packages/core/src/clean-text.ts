/** Text as every database takes it and every reader shows it: without NUL, lone surrogates replaced by U+FFFD. */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}
