/** Bytes for people to look at. */
export interface ShownBytes {
  encoding: 'utf-8' | 'base64'
  content: string
}

/** As text if that is what they are, else in base64. `isCut` if there are more of them: the last character may be torn. */
export function showBytes(bytes: Buffer, isCut: boolean): ShownBytes {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    // In a stream the beginning of a character is no error: the rest may follow.
    return { encoding: 'utf-8', content: decoder.decode(bytes, { stream: isCut }) }
  } catch {
    return { encoding: 'base64', content: bytes.toString('base64') }
  }
}
