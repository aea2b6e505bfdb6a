import type { Translations } from '../language/use-words.ts'
import type { Part } from './people-place.ts'

interface PeopleWords {
  parts: Record<Part, string>
  role: string
  since: string
  you: string
  builtIn: string
  disabled: string
  /** Why little can be changed here. */
  reasons: Record<'builtIn' | 'oneself' | 'ownRole', string>
  nobody: string
  add: string
  change: string
  changeOne: (name: string) => string
  logins: string
  loginsOf: (name: string) => string
  disable: string
  disableOne: (name: string) => string
  disables: (name: string) => string
  enable: string
  enableOne: (name: string) => string
  made: (name: string) => string
  changed: (name: string) => string
  name: string
  nameHint: string
  displayName: string
  displayNameHint: string
  password: string
  passwordHint: string
  newPassword: string
  newPasswordHint: string
  noLogin: string
  loggedIn: string
  lastSeen: string
  goodUntil: string
  ended: string
  expired: string
  end: string
  endOf: (since: string) => string
  thisLogin: string
}

export const PEOPLE_WORDS: Translations<PeopleWords> = {
  en: {
    parts: { operators: 'Operators', keys: 'API keys', audit: 'Audit' },
    role: 'Role',
    since: 'since',
    you: 'You',
    builtIn: 'Built in',
    disabled: 'Disabled',
    reasons: {
      builtIn: 'Always an admin, so that nobody locks everybody out. CONSOLE_PASSWORD is its password.',
      oneself: 'Another admin can disable you.',
      ownRole: 'Your own role is another admin’s to change.',
    },
    nobody: 'There is nobody yet.',
    add: 'New operator',
    change: 'Change',
    changeOne: (name) => `Change ${name}`,
    logins: 'Logins',
    loginsOf: (name) => `Logins of ${name}`,
    disable: 'Disable',
    disableOne: (name) => `Disable ${name}`,
    disables: (name) =>
      `${name} is logged out everywhere at once, and stays out until an admin enables the operator again.`,
    enable: 'Enable',
    enableOne: (name) => `Enable ${name}`,
    made: (name) => `${name} can log in now.`,
    changed: (name) => `${name} is changed.`,
    name: 'User name',
    nameHint: 'As it is typed at the login: a to z, digits, dots, hyphens. It never changes.',
    displayName: 'Name',
    displayNameHint: 'As colleagues read it.',
    password: 'Password',
    passwordHint: 'At least 10 characters. Hand it over in person: it can be changed under Account.',
    newPassword: 'New password',
    newPasswordHint: 'Empty leaves the old one. A new one ends all logins.',
    noLogin: 'Nobody has logged in by it for a month.',
    loggedIn: 'Logged in',
    lastSeen: 'last seen',
    goodUntil: 'good until',
    ended: 'Ended',
    expired: 'Expired',
    end: 'End',
    endOf: (since) => `End the login of ${since}`,
    thisLogin: 'This one',
  },
  id: {
    parts: { operators: 'Pengguna', keys: 'Kunci API', audit: 'Log aktivitas' },
    role: 'Peran',
    since: 'sejak',
    you: 'Anda',
    builtIn: 'Bawaan',
    disabled: 'Nonaktif',
    reasons: {
      builtIn: 'Selalu admin, supaya tidak ada yang mengunci semua orang. Sandinya CONSOLE_PASSWORD.',
      oneself: 'Hanya admin lain yang dapat menonaktifkan Anda.',
      ownRole: 'Peran Anda hanya dapat diubah admin lain.',
    },
    nobody: 'Belum ada siapa pun.',
    add: 'Pengguna baru',
    change: 'Ubah',
    changeOne: (name) => `Ubah ${name}`,
    logins: 'Login',
    loginsOf: (name) => `Login ${name}`,
    disable: 'Nonaktifkan',
    disableOne: (name) => `Nonaktifkan ${name}`,
    disables: (name) =>
      `${name} langsung keluar di semua perangkat, dan tidak dapat masuk sampai diaktifkan lagi oleh admin.`,
    enable: 'Aktifkan',
    enableOne: (name) => `Aktifkan ${name}`,
    made: (name) => `${name} sudah dapat masuk.`,
    changed: (name) => `${name} sudah diubah.`,
    name: 'Nama pengguna',
    nameHint: 'Yang diketik saat masuk: a sampai z, angka, titik, tanda hubung. Tidak dapat diubah.',
    displayName: 'Nama',
    displayNameHint: 'Yang dibaca rekan kerja.',
    password: 'Kata sandi',
    passwordHint: 'Sedikitnya 10 karakter. Sampaikan langsung: dapat diganti di halaman Akun.',
    newPassword: 'Kata sandi baru',
    newPasswordHint: 'Kosongkan bila tetap. Sandi baru mengakhiri semua login.',
    noLogin: 'Tidak ada yang masuk selama sebulan.',
    loggedIn: 'Masuk',
    lastSeen: 'terakhir terlihat',
    goodUntil: 'berlaku sampai',
    ended: 'Diakhiri',
    expired: 'Kedaluwarsa',
    end: 'Akhiri',
    endOf: (since) => `Akhiri login ${since}`,
    thisLogin: 'Yang ini',
  },
}
