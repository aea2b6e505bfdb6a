import { toPhoneDigits, type StoredPhone } from '@bellhop/core'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** The country of a number: ISO 3166, two letters. Null for what belongs to none, such as a satellite phone. */
export function findCountry(phone: StoredPhone, homeCountry: string): string | null {
  return read(phone, homeCountry)?.country ?? null
}

/** Whether its country has numbers such as this one. What it says is no more than a hint: numbers change faster than lists of them. */
export function isValidPhone(phone: StoredPhone, homeCountry: string): boolean {
  return read(phone, homeCountry)?.isValid() ?? false
}

function read(phone: StoredPhone, homeCountry: string) {
  return parsePhoneNumberFromString(`+${toPhoneDigits(phone, homeCountry)}`)
}
