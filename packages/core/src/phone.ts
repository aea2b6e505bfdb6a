/**
 * A phone number as the database keeps it: `0` and the national digits for the home country (`081234567890`),
 * `+` and all digits for any other (`+34611111111`).
 */
export type StoredPhone = string

const DIGITS_MIN = 7
const DIGITS_MAX = 15

/** International digits, as WhatsApp has them (`6281234567890`), to the stored form. Null if it can't be a phone. */
export function toStoredPhone(digits: string, homeCountry: string): StoredPhone | null {
  if (!isPhoneDigits(digits)) return null
  const national = digits.slice(homeCountry.length)
  return digits.startsWith(homeCountry) && national !== '' ? `0${national}` : `+${digits}`
}

/** The stored form back to international digits: the exact inverse of {@link toStoredPhone}. */
export function toPhoneDigits(phone: StoredPhone, homeCountry: string): string {
  return phone.startsWith('+') ? phone.slice(1) : `${homeCountry}${phone.slice(1)}`
}

/** As which a number may stand in what nobody could read: the stored form, and the digits that are also the chat's. */
export function phoneSpellings(phone: StoredPhone, homeCountry: string): string[] {
  return [phone, toPhoneDigits(phone, homeCountry)]
}

/**
 * A number as people write it, to the stored form: `0812-3456-7890`, `+62 812 3456 7890`, `6281234567890`.
 * A leading 0 means the home country, 00 and + an international number; bare digits must start with the home country.
 * Null for anything else: a guess here would send a guest's messages to a stranger.
 */
export function parsePhone(written: string, homeCountry: string): StoredPhone | null {
  const compact = written.replace(/[\s().-]/g, '')
  if (!/^\+?\d+$/.test(compact)) return null
  if (compact.startsWith('+')) return toStoredPhone(compact.slice(1), homeCountry)
  if (compact.startsWith('00')) return toStoredPhone(compact.slice(2), homeCountry)
  if (compact.startsWith('0')) return toStoredPhone(`${homeCountry}${compact.slice(1)}`, homeCountry)
  return compact.startsWith(homeCountry) ? toStoredPhone(compact, homeCountry) : null
}

function isPhoneDigits(digits: string): boolean {
  return /^[1-9]\d*$/.test(digits) && digits.length >= DIGITS_MIN && digits.length <= DIGITS_MAX
}
