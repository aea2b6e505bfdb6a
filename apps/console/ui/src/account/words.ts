import type { Translations } from '../language/use-words.ts'

interface AccountWords {
  you: string
  loginName: string
  password: string
  current: string
  next: string
  nextHint: string
  changePassword: string
  passwordChanged: string
  /** Why there is no password to change here. */
  builtIn: string
  logins: string
  language: string
  shortcuts: string
  keys: Record<'picker' | 'send' | 'newLine', string>
}

export const ACCOUNT_WORDS: Translations<AccountWords> = {
  en: {
    you: 'You',
    loginName: 'User name',
    password: 'Password',
    current: 'Current password',
    next: 'New password',
    nextHint: 'At least 10 characters. All your other logins end.',
    changePassword: 'Change password',
    passwordChanged: 'Your password is changed. All your other logins have ended.',
    builtIn:
      'You are the built-in admin: your password is CONSOLE_PASSWORD of the installation. Whoever runs Bellhop changes it there, and starts the console anew.',
    logins: 'Your logins',
    language: 'Language',
    shortcuts: 'Keys in the inbox',
    keys: {
      picker: 'at the beginning of a reply: templates',
      send: 'sends a reply',
      newLine: 'begins a new line',
    },
  },
  id: {
    you: 'Anda',
    loginName: 'Nama pengguna',
    password: 'Kata sandi',
    current: 'Kata sandi saat ini',
    next: 'Kata sandi baru',
    nextHint: 'Sedikitnya 10 karakter. Semua login Anda yang lain berakhir.',
    changePassword: 'Ganti kata sandi',
    passwordChanged: 'Kata sandi Anda sudah diganti. Semua login Anda yang lain berakhir.',
    builtIn:
      'Anda admin bawaan: kata sandi Anda adalah CONSOLE_PASSWORD di pemasangan. Pengelola Bellhop menggantinya di sana, lalu memulai ulang konsol.',
    logins: 'Login Anda',
    language: 'Bahasa',
    shortcuts: 'Pintasan papan ketik',
    keys: { picker: 'di awal balasan: templat', send: 'mengirim balasan', newLine: 'memulai baris baru' },
  },
}
