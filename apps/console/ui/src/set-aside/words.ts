import type { Translations } from '../language/use-words.ts'

export interface SetAsideWords {
  nothing: string
  nothingMeans: string
  parts: Record<'unknown' | 'unapplied' | 'unread', { title: string; means: string }>
  line: (line: string) => string
  maybeTwice: string
  notTwice: string
  overtaken: string
  attempts: (count: number) => string
  resends: (count: number) => string
  tryAgain: string
  triesAgain: string
  triedSince: (time: string) => string
  raw: string
  rawMessage: string
  rawEvent: string
  truncated: (size: string) => string
  noText: string
  copy: string
  copied: string
  chosen: string
  done: Record<'arrived' | 'not-arrived' | 'send-again', string>
  /** Why an event could not be read. */
  reasons: Record<string, string>
  wrongField: (field: string) => string
  notNeeded: (reason: string) => string
}

export const SET_ASIDE_WORDS: Translations<SetAsideWords> = {
  en: {
    nothing: 'Nothing needs a hand.',
    nothingMeans: 'Of every message it is known what became of it, and every event could be read.',
    parts: {
      unknown: {
        title: 'May have left',
        means:
          "WAHA may have sent these and never said so. Look at the hotel's phone, and say what became of them.",
      },
      unapplied: {
        title: 'Could not be handled',
        means:
          'These messages came in and are kept, but nothing could be done with them. What the same guests wrote later was handled.',
      },
      unread: {
        title: 'Could not be read',
        means: 'WAHA told these, and Bellhop could not make anything of them. Each is kept as it came.',
      },
    },
    line: (line) => `on the line ${line}`,
    maybeTwice: 'Sent again, it may arrive twice.',
    notTwice: "Sent again, it won't be shown twice.",
    overtaken: 'What was written after it has left already: sent again, it comes out of order.',
    attempts: (count) => (count === 1 ? '1 attempt' : `${count} attempts`),
    resends: (count) => (count === 1 ? 'sent again once' : `sent again ${count} times`),
    tryAgain: 'Try again',
    triesAgain: 'It is being tried again.',
    triedSince: (time) => `Being tried again since ${time} …`,
    raw: 'Raw',
    rawMessage: 'The message as it is stored',
    rawEvent: 'The event as it came',
    truncated: (size) => `Only the beginning is shown. All of it is ${size}.`,
    noText: 'This is no text: it is shown as base64.',
    copy: 'Copy',
    copied: 'Copied.',
    chosen: 'It is selected: copy it with the keys.',
    done: {
      arrived: 'It arrived: what waited behind it may leave now.',
      'not-arrived': 'It did not arrive, and is left at that.',
      'send-again': 'It is on its way again.',
    },
    reasons: {
      'malformed JSON': 'It is no JSON.',
      'too deep': 'It is nested too deep.',
      'unknown line': 'It is of a line that WAHA_LINES does not name.',
      'its worker died each time it was tried again': 'The worker died each time it was tried again.',
    },
    wrongField: (field) => `The field ${field} is missing, or is not what it should be.`,
    notNeeded: (reason) => `It can be read now, and nobody needs it: ${reason}.`,
  },
  id: {
    nothing: 'Tidak ada yang perlu ditangani.',
    nothingMeans: 'Nasib setiap pesan diketahui, dan setiap kabar dari WAHA terbaca.',
    parts: {
      unknown: {
        title: 'Mungkin terkirim',
        means:
          'WAHA mungkin sudah mengirim ini tetapi tidak memberi kabar. Lihat telepon hotel, lalu katakan apa yang terjadi.',
      },
      unapplied: {
        title: 'Tidak dapat ditangani',
        means:
          'Pesan ini masuk dan tersimpan, tetapi belum dapat diproses. Pesan berikutnya dari tamu yang sama sudah ditangani.',
      },
      unread: {
        title: 'Tidak terbaca',
        means:
          'WAHA mengirim kabar ini dan Bellhop tidak memahaminya. Semuanya disimpan seperti saat datang.',
      },
    },
    line: (line) => `di nomor ${line}`,
    maybeTwice: 'Bila dikirim lagi, bisa sampai dua kali.',
    notTwice: 'Bila dikirim lagi, tidak akan tampil dua kali.',
    overtaken: 'Pesan sesudahnya sudah terkirim: bila dikirim lagi, urutannya berubah.',
    attempts: (count) => `${count} percobaan`,
    resends: (count) => `dikirim lagi ${count} kali`,
    tryAgain: 'Coba lagi',
    triesAgain: 'Sedang dicoba lagi.',
    triedSince: (time) => `Sedang dicoba lagi sejak ${time} …`,
    raw: 'Isi asli',
    rawMessage: 'Pesan seperti yang tersimpan',
    rawEvent: 'Kabar seperti saat datang',
    truncated: (size) => `Hanya bagian awal yang tampil. Seluruhnya ${size}.`,
    noText: 'Ini bukan teks: ditampilkan sebagai base64.',
    copy: 'Salin',
    copied: 'Tersalin.',
    chosen: 'Sudah dipilih: salin dengan papan ketik.',
    done: {
      arrived: 'Sudah sampai: yang menunggu di belakangnya boleh dikirim.',
      'not-arrived': 'Tidak sampai, dan dibiarkan begitu.',
      'send-again': 'Sedang dikirim lagi.',
    },
    reasons: {
      'malformed JSON': 'Ini bukan JSON.',
      'too deep': 'Susunannya terlalu dalam.',
      'unknown line': 'Nomornya tidak tercantum di WAHA_LINES.',
      'its worker died each time it was tried again': 'Worker-nya mati setiap kali ini dicoba lagi.',
    },
    wrongField: (field) => `Bidang ${field} tidak ada, atau isinya tidak semestinya.`,
    notNeeded: (reason) => `Sekarang terbaca, tetapi tidak diperlukan: ${reason}.`,
  },
}
