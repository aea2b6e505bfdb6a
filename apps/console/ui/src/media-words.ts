const KB = 1024

export function readableSize(bytes: number): string {
  if (bytes < KB) return `${bytes} B`
  if (bytes < KB * KB) return `${Math.ceil(bytes / KB)} KB`
  return `${(bytes / KB / KB).toFixed(1)} MB`
}

export function mapHref(latitude: number, longitude: number): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
}

/** Who a vCard is of, and the numbers in it. */
export function contactOf(card: string): { name: string; phones: string[] } {
  return { name: valuesOf(card, 'FN').join(' '), phones: valuesOf(card, 'TEL') }
}

/** The values of a property, whatever its parameters. Each line is looked at by itself: a guest may have made it long. */
function valuesOf(card: string, property: 'FN' | 'TEL'): string[] {
  const form = new RegExp(`^(?:[\\w-]+\\.)?${property}(?:;[^:\\r\\n]*)?:(.*)$`, 'gim')
  return [...card.matchAll(form)].map(([, value = '']) => value.trim()).filter(Boolean)
}
