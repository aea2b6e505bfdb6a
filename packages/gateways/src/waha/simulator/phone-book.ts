import { normaliseChatId, parsePhone, toPhoneDigits } from '@bellhop/core'

import type { Person } from './options.ts'
import { createPhone, type Phone } from './phone.ts'

export interface PhoneBook {
  /** The people to pick from: those that were given, then every other number that was used. */
  list(): { digits: string; name: string }[]
  /** The phone with this number, in any spelling; a new one if need be. Null if it is no number. */
  find(number: string): Phone | null
  /** The phone behind a chat id, by its number or its hidden address. */
  findByChat(chatId: string): Phone | null
}

export function createPhoneBook(people: readonly Person[], homeCountry: string): PhoneBook {
  const phones = new Map<string, Phone>()

  function open(digits: string, name: string): Phone {
    const phone = phones.get(digits) ?? createPhone(digits, name)
    phones.set(digits, phone)
    return phone
  }

  function toDigits(number: string): string | null {
    // Digits without a prefix may be another country's: on the wire they always are international.
    const stored = parsePhone(number, homeCountry) ?? parsePhone(`+${number}`, homeCountry)
    return stored === null ? null : toPhoneDigits(stored, homeCountry)
  }

  const book: PhoneBook = {
    list: () => [...phones.values()].map(({ digits, name }) => ({ digits, name })),
    find(number) {
      const digits = toDigits(number)
      return digits === null ? null : open(digits, `+${digits}`)
    },
    findByChat(chatId) {
      const normal = normaliseChatId(chatId.includes('@') ? chatId : `${chatId}@c.us`)
      const hidden = [...phones.values()].find(({ lid }) => lid === normal)
      if (hidden || !normal.endsWith('@c.us')) return hidden ?? null
      return book.find(normal.slice(0, normal.indexOf('@')))
    },
  }
  for (const { phone, name } of people) {
    const digits = toDigits(phone)
    if (digits === null) throw new Error('a person of the WAHA simulator has no readable phone number')
    open(digits, name)
  }
  return book
}
