/** The text of a file, as the spreadsheets of today and of yesterday save it. */
export async function readList(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer()
  const wide = wideEncoding(new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 2)))
  if (wide !== null) return new TextDecoder(wide).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** By the mark that Excel puts before its "Unicode text"; null for letters of one byte, or of some. */
function wideEncoding([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}
