/**
 * Whether a text was copied. Where a hotel opens its console over plain HTTP there is no clipboard: then what is marked in the field
 * that shows it is copied the old way.
 */
export async function copyText(text: string, field: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    field?.select()
    return document.execCommand('copy')
  }
}
