import type { Language } from './spoken-language.ts'

export interface Told {
  title: string
  detail: string
}

interface PageWords {
  logIn: string
  name: string
  nameHint: string
  password: string
  tooMany: string
  wrongPassword: string
  toInbox: string
  notFound: Told
  forbidden: Told
  databaseAway: Told
  failed: Told
  refused: Told
  /** By the status of the answer, where there is more to say than that it was refused. */
  refusedFor: Readonly<Record<number, Told>>
}

/** All that the console says where its interface does not run. */
export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = {
  en: {
    logIn: 'Log in',
    name: 'User name',
    nameHint: 'Leave it empty to log in as admin.',
    password: 'Password',
    tooMany: 'Too many attempts. Wait a minute.',
    wrongPassword: 'That is not the password.',
    toInbox: 'To the inbox',
    notFound: { title: 'Not found', detail: 'There is nothing at this address.' },
    forbidden: { title: 'Not yours to do', detail: 'Ask an admin of this console for it.' },
    databaseAway: { title: 'One moment', detail: 'The database does not answer. Try again soon.' },
    failed: { title: 'Something is wrong', detail: 'It is not your fault, and it is in the log.' },
    refused: { title: 'Not possible', detail: 'The console could not read this request.' },
    refusedFor: {
      429: { title: 'One moment', detail: 'Too many attempts. Try again soon.' },
      413: { title: 'Too long', detail: 'This is more than the console takes.' },
      415: { title: 'Not a form', detail: 'The console takes forms here, and nothing else.' },
    },
  },
  id: {
    logIn: 'Masuk',
    name: 'Nama pengguna',
    nameHint: 'Kosongkan untuk masuk sebagai admin.',
    password: 'Kata sandi',
    tooMany: 'Terlalu banyak percobaan. Tunggu satu menit.',
    wrongPassword: 'Kata sandinya salah.',
    toInbox: 'Ke kotak masuk',
    notFound: { title: 'Tidak ditemukan', detail: 'Tidak ada apa pun di alamat ini.' },
    forbidden: { title: 'Anda tidak berhak', detail: 'Mintalah kepada admin konsol ini.' },
    databaseAway: { title: 'Sebentar', detail: 'Basis data tidak menjawab. Coba lagi sebentar lagi.' },
    failed: { title: 'Ada yang salah', detail: 'Ini bukan kesalahan Anda, dan sudah tercatat di log.' },
    refused: { title: 'Tidak dapat dilakukan', detail: 'Konsol tidak dapat membaca permintaan ini.' },
    refusedFor: {
      429: { title: 'Sebentar', detail: 'Terlalu banyak percobaan. Coba lagi sebentar lagi.' },
      413: { title: 'Terlalu panjang', detail: 'Ini lebih dari yang dapat diterima konsol.' },
      415: { title: 'Bukan formulir', detail: 'Di sini konsol hanya menerima formulir.' },
    },
  },
}
