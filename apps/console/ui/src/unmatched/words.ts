import type { Translations } from '../language/use-words.ts'
import type { UnmatchedChat } from './contract.ts'

interface UnmatchedWords {
  explain: string
  empty: string
  recent: string
  older: string
  olderHint: string
  hidden: string
  reasons: Record<UnmatchedChat['reason'], string>
  before: (count: number) => string
  many: string
  messages: (name: string) => string
  checkIn: string
  checkInOf: (who: string) => string
}

export const UNMATCHED_WORDS: Translations<UnmatchedWords> = {
  en: {
    explain:
      'They wrote to the hotel and got no answer, since they are not checked in. Check them in, and what they wrote in the last 24 hours is handled.',
    empty: 'Everybody who wrote belongs to a guest in the house.',
    recent: 'Last 24 hours',
    older: 'Earlier',
    olderHint: 'A check-in does not handle these any more.',
    hidden: 'Hidden number',
    reasons: {
      unknown_guest: 'No guest has this number.',
      no_active_check_in: 'This guest is not checked in.',
      unresolved_lid:
        'WhatsApp hides this number. Bellhop keeps asking for it: once it is known, and is that of a guest in the house, the messages are handled.',
      no_open_session: 'There was no conversation to end.',
    },
    before: (count) => `and ${count} before`,
    many: 'and many before',
    messages: (name) => `What ${name} wrote`,
    checkIn: 'Check in',
    checkInOf: (who) => `Check in ${who}`,
  },
  id: {
    explain:
      'Mereka menulis ke hotel dan belum dijawab karena belum check-in. Begitu di-check-in, pesan mereka dari 24 jam terakhir diproses.',
    empty: 'Semua yang menulis adalah tamu yang sedang menginap.',
    recent: '24 jam terakhir',
    older: 'Sebelumnya',
    olderHint: 'Check-in tidak lagi memproses pesan-pesan ini.',
    hidden: 'Nomor tersembunyi',
    reasons: {
      unknown_guest: 'Tidak ada tamu dengan nomor ini.',
      no_active_check_in: 'Tamu ini sedang tidak menginap.',
      unresolved_lid:
        'WhatsApp menyembunyikan nomor ini. Bellhop terus menanyakannya: begitu diketahui dan ternyata milik tamu yang menginap, pesannya diproses.',
      no_open_session: 'Tidak ada percakapan untuk diakhiri.',
    },
    before: (count) => `dan ${count} sebelumnya`,
    many: 'dan banyak lagi sebelumnya',
    messages: (name) => `Pesan dari ${name}`,
    checkIn: 'Check-in',
    checkInOf: (who) => `Check-in ${who}`,
  },
}
