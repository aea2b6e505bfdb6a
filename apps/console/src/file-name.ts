import { cleanText } from '@bellhop/core'

const LENGTH_MAX = 100
/** Line breaks and the like, what separates folders, what ends a quoted name, and what turns the direction of text. */
const UNWANTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:"*?<>|]/gu
const SAME: Record<string, string> = { jpeg: 'jpg', oga: 'ogg', tif: 'tiff' }

/**
 * The name under which a file is saved: as the guest called it, but always with the extension of what it is, so that no
 * `invoice.pdf.exe` is opened as a program. Without a name, the message's id is it.
 */
export function fileName(given: string | undefined, messageId: string, extension: string): string {
  const name = cleanText(given ?? '')
    .replace(UNWANTED, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(-LENGTH_MAX)
  if (name === '') return `${messageId}.${extension}`
  const own = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return (SAME[own] ?? own) === extension ? name : `${name}.${extension}`
}

/** As RFC 6266 has it: the name in plain letters for the old, and as it is for all others. */
export function contentDisposition(type: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(cleanText(name)).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${type}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
