/** Puts something in the place of what is marked, or where the caret stands; and where the caret stands after it. */
export function insertAt(
  text: string,
  { selectionStart, selectionEnd }: { selectionStart: number; selectionEnd: number },
  inserted: string,
): { text: string; caret: number } {
  return {
    text: text.slice(0, selectionStart) + inserted + text.slice(selectionEnd),
    caret: selectionStart + inserted.length,
  }
}
