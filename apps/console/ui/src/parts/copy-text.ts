/**
 * Whether a text was copied. Where a hotel opens its console over plain HTTP there is no clipboard: then what `select` marks is copied
 * the old way.
 */
export async function copyText(text: string, select: () => void): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    select()
    return document.execCommand('copy')
  }
}
