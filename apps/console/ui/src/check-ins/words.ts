import type { Translations } from '../language/use-words.ts'
import type { ImportRow } from './contract.ts'
import type { Show } from './place.ts'

interface CheckInWords {
  shows: Record<Show, string>
  showsLabel: string
  stays: string
  search: string
  nobody: Record<Show, string>
  since: string
  left: string
  conversation: string
  checkOut: string
  checkOutOf: (name: string) => string
  leaves: (name: string) => string
  leaving: string
  checkIn: string
  formTitle: string
  phone: string
  phoneHint: string
  noSuchNumber: (country: string) => string
  noCountry: string
  /** Around the name of who has the number. */
  hasNumber: (rooms: readonly string[]) => Around
  /** Around the name that is written. */
  renames: Around
  name: string
  nameHint: string
  room: string
  language: string
  languageByPhone: string
  checkedIn: (name: string, room: string) => string
  there: (name: string, room: string) => string
  handling: (name: string) => string
  handled: (name: string) => string
  toConversation: string
  import: ImportWords
}

interface Around {
  before: string
  after: string
}

interface ImportWords {
  open: string
  title: string
  back: string
  list: string
  explain: string
  template: string
  choose: string
  drop: string
  paste: string
  preview: string
  result: string
  line: (line: number) => string
  noName: string
  outcomes: Record<ImportRow['outcome'], string>
  counts: Record<ImportRow['outcome'], (count: number) => string>
  /** Before the name that a guest loses. */
  renames: string
  twice: string
  looking: string
  nobody: string
  checkIn: (count: number) => string
  checkingIn: (count: number) => string
  rename: (count: number) => string
  emptyFile: string
  another: string
  correct: string
  /** By what the spreadsheets of that language divide. */
  delimiter: string
}

const roomsOf = (rooms: readonly string[]) =>
  rooms.length === 0 ? '' : `, ${rooms.length === 1 ? 'room' : 'rooms'} ${rooms.join(', ')},`
const guests = (count: number) => `${count} ${count === 1 ? 'guest' : 'guests'}`

export const CHECK_IN_WORDS: Translations<CheckInWords> = {
  en: {
    shows: { active: 'In the house', all: 'All stays' },
    showsLabel: 'Which stays',
    stays: 'Stays',
    search: 'Search name, room, phone',
    nobody: {
      active: 'Nobody is in the house. Check in the first guest.',
      all: 'Nobody has checked in yet.',
    },
    since: 'since',
    left: 'Checked out',
    conversation: 'Conversation',
    checkOut: 'Check out',
    checkOutOf: (name) => `Check out ${name}`,
    leaves: (name) => `${name} checks out. An open conversation ends with it.`,
    leaving: 'Checks out in a moment …',
    checkIn: 'Check in',
    formTitle: 'Check in a guest',
    phone: 'Phone',
    phoneHint: 'With a leading 0, or with + and the country: +34 611 111 111',
    noSuchNumber: (country) => `${country} has no such number. Better look at it once more.`,
    noCountry: 'No country has such a number. Better look at it once more.',
    hasNumber: (rooms) => ({ before: '', after: `${roomsOf(rooms)} has this number.` }),
    renames: { before: 'Checking in renames the guest to ', after: '.' },
    name: 'Name',
    nameHint: 'As the guest is greeted',
    room: 'Room',
    language: 'Language of the automatic replies',
    languageByPhone: 'By the phone number',
    checkedIn: (name, room) => `${name} is checked in, room ${room}.`,
    there: (name, room) => `${name} was checked in in room ${room} already.`,
    handling: (name) => `${name} is checked in. What ${name} wrote in the last 24 hours is being handled.`,
    handled: (name) => `${name}'s messages are in the inbox.`,
    toConversation: 'Open',
    import: {
      open: 'Import',
      title: 'Import guests',
      back: 'Back to the guests',
      list: 'The list',
      explain:
        'A CSV file as spreadsheets save it. Its first line names the columns phone, name, room and, if you like, locale: the language of the automatic replies, such as id, en or de. There are texts for id and en, or for the languages of REPLIES_FILE instead if it is set; any other language gets the English ones, if there are any. 500 guests at most.',
      template: 'Download a template',
      choose: 'Choose a file',
      drop: 'or drop it here',
      paste: 'Or paste the list. What is wrong with it can be put right here.',
      preview: 'What will happen',
      result: 'What happened',
      line: (line) => `Line ${line}`,
      noName: 'no name',
      outcomes: { ready: 'Ready', wrong: 'Wrong', checked_in: 'Checked in', there: 'There already' },
      counts: {
        ready: (count) => `${count} ready`,
        wrong: (count) => `${count} wrong`,
        checked_in: (count) => `${count} checked in`,
        there: (count) => `${count} there already`,
      },
      renames: 'Renames',
      twice: 'Twice in this list, under different names',
      looking: 'Looking at the list …',
      nobody: 'The list has no guest below its first line.',
      checkIn: (count) => `Check in ${guests(count)}`,
      checkingIn: (count) => `Checking in ${guests(count)} …`,
      rename: (count) => `Rename ${guests(count)}`,
      emptyFile: 'This file is empty. Choose another one.',
      another: 'Import another list',
      correct: 'Correct what is wrong',
      delimiter: ',',
    },
  },
  id: {
    shows: { active: 'Sedang menginap', all: 'Semua' },
    showsLabel: 'Tamu yang ditampilkan',
    stays: 'Tamu menginap',
    search: 'Cari nama, kamar, telepon',
    nobody: {
      active: 'Belum ada tamu yang menginap. Check-in tamu pertama Anda.',
      all: 'Belum ada tamu yang check-in.',
    },
    since: 'sejak',
    left: 'Sudah check-out',
    conversation: 'Percakapan',
    checkOut: 'Check-out',
    checkOutOf: (name) => `Check-out ${name}`,
    leaves: (name) => `${name} check-out. Percakapan yang terbuka ikut berakhir.`,
    leaving: 'Segera check-out …',
    checkIn: 'Check-in',
    formTitle: 'Check-in tamu',
    phone: 'Telepon',
    phoneHint: 'Diawali 0, atau + dan kode negara: +34 611 111 111',
    noSuchNumber: (country) => `Nomor seperti ini tidak ada di ${country}. Sebaiknya periksa lagi.`,
    noCountry: 'Nomor seperti ini tidak ada di negara mana pun. Sebaiknya periksa lagi.',
    hasNumber: (rooms) => ({
      before: 'Nomor ini milik ',
      after: rooms.length === 0 ? '.' : `, kamar ${rooms.join(', ')}.`,
    }),
    renames: { before: 'Check-in ini mengganti nama tamu menjadi ', after: '.' },
    name: 'Nama',
    nameHint: 'Seperti tamu akan disapa',
    room: 'Kamar',
    language: 'Bahasa balasan otomatis',
    languageByPhone: 'Menurut nomor telepon',
    checkedIn: (name, room) => `${name} sudah check-in, kamar ${room}.`,
    there: (name, room) => `${name} memang sudah check-in di kamar ${room}.`,
    handling: (name) => `${name} sudah check-in. Pesan ${name} dari 24 jam terakhir sedang diproses.`,
    handled: (name) => `Pesan ${name} ada di kotak masuk.`,
    toConversation: 'Buka',
    import: {
      open: 'Impor',
      title: 'Impor tamu',
      back: 'Kembali ke daftar tamu',
      list: 'Daftar',
      explain:
        'Berkas CSV dari aplikasi lembar kerja. Baris pertama berisi nama kolom phone, name, room, dan bila perlu locale: bahasa balasan otomatis, misalnya id, en, atau de. Teksnya tersedia untuk id dan en, atau sebagai gantinya untuk bahasa di REPLIES_FILE bila diatur; bahasa lain memakai teks bahasa Inggris, bila ada. Paling banyak 500 tamu.',
      template: 'Unduh contoh',
      choose: 'Pilih berkas',
      drop: 'atau letakkan di sini',
      paste: 'Atau tempel daftarnya. Yang salah bisa diperbaiki di sini.',
      preview: 'Yang akan terjadi',
      result: 'Hasilnya',
      line: (line) => `Baris ${line}`,
      noName: 'tanpa nama',
      outcomes: { ready: 'Siap', wrong: 'Salah', checked_in: 'Sudah check-in', there: 'Sudah ada' },
      counts: {
        ready: (count) => `${count} siap`,
        wrong: (count) => `${count} salah`,
        checked_in: (count) => `${count} check-in`,
        there: (count) => `${count} sudah ada`,
      },
      renames: 'Mengganti nama',
      twice: 'Dua kali di daftar ini, dengan nama berbeda',
      looking: 'Memeriksa daftar …',
      nobody: 'Tidak ada tamu di bawah baris pertama.',
      checkIn: (count) => `Check-in ${count} tamu`,
      checkingIn: (count) => `Check-in ${count} tamu …`,
      rename: (count) => `Ganti nama ${count} tamu`,
      emptyFile: 'Berkas ini kosong. Pilih berkas lain.',
      another: 'Impor daftar lain',
      correct: 'Perbaiki yang salah',
      delimiter: ';',
    },
  },
}
