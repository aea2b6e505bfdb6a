import type { StoredPhone } from './phone.ts'

export type ReplyKind = 'welcome' | 'auto_reply' | 'goodbye'

/** Texts of one language; `{name}` and `{room}` are filled in. */
export type ReplyTexts = Readonly<Record<ReplyKind, string>>

/** Texts by locale (`id`, `en`). */
export type RepliesByLocale = Readonly<Record<string, ReplyTexts>>

const FALLBACK_LOCALE = 'en'
const HOME_LOCALE = 'id'

export const BUILT_IN_REPLIES = {
  id: {
    welcome: 'Selamat datang, {name}! Terima kasih sudah menghubungi kami. Ada yang bisa kami bantu?',
    auto_reply: 'Pesan Anda sudah kami terima. Mohon tunggu sebentar, kami segera membalas.',
    goodbye:
      'Terima kasih, {name}. Percakapan ini sudah kami tutup. Kirim pesan kapan saja bila Anda memerlukan kami.',
  },
  en: {
    welcome: 'Welcome, {name}! Thank you for writing to us. How can we help you?',
    auto_reply: 'We have received your message. One moment, please: we will answer you shortly.',
    goodbye: 'Thank you, {name}. We have closed this conversation. Write to us any time you need us.',
  },
} satisfies RepliesByLocale

/** The text for a guest: in the guest's locale, else its language, else English, else the first language there is. */
export function renderReply(
  replies: RepliesByLocale,
  kind: ReplyKind,
  { locale, name, room }: { locale: string; name: string; room: string },
): string {
  const language = locale.split(/[-_]/)[0] ?? locale
  const texts =
    pick(replies, locale) ??
    pick(replies, language) ??
    pick(replies, FALLBACK_LOCALE) ??
    Object.values(replies)[0]
  const values: Record<string, string> = { name, room }
  return (texts ?? BUILT_IN_REPLIES.en)[kind].replace(
    /\{(name|room)\}/g,
    (_, key: string) => values[key] ?? '',
  )
}

/** The language to start with for a guest who named none: Indonesian for numbers of the home country, else English. */
export function defaultLocale(phone: StoredPhone): string {
  return phone.startsWith('+') ? FALLBACK_LOCALE : HOME_LOCALE
}

function pick(replies: RepliesByLocale, locale: string): ReplyTexts | undefined {
  return Object.hasOwn(replies, locale) ? replies[locale] : undefined
}
