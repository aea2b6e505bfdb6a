import type { SetAsideWords } from './words.ts'

export const INDONESIAN: SetAsideWords = {
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
      means: 'WAHA mengirim kabar ini dan Bellhop tidak memahaminya. Semuanya disimpan seperti saat datang.',
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
  discard: 'Buang',
  discards: {
    title: 'Buang kabar ini?',
    means:
      'Kabar ini dihapus dan tidak dapat dicoba lagi. Bila isinya pesan, tidak akan ada yang melihatnya.',
    done: 'Kabar itu sudah dibuang.',
  },
  triedSince: (time) => `Sedang dicoba lagi sejak ${time} …`,
  raw: 'Isi asli',
  rawMessage: 'Pesan seperti yang tersimpan',
  rawEvent: 'Kabar seperti saat datang',
  truncated: (size) => `Hanya bagian awal yang tampil. Seluruhnya ${size}.`,
  noText: 'Ini bukan teks: ditampilkan sebagai base64.',
  done: {
    arrived: 'Sudah sampai: yang menunggu di belakangnya boleh dikirim.',
    'not-arrived': 'Tidak sampai, dan dibiarkan begitu.',
    'send-again': 'Sedang dikirim lagi.',
  },
  key: (key) => `Di log namanya ${key}.`,
  reasons: {
    'malformed JSON': 'Ini bukan JSON.',
    envelope: 'Ini bukan kabar dari WAHA.',
    'too deep': 'Susunannya terlalu dalam.',
    'unknown line': 'Nomornya tidak tercantum di WAHA_LINES.',
    'an old state of a line': 'Ini keadaan nomor yang sudah lewat.',
    'its worker died each time it was tried again': 'Worker-nya mati setiap kali ini dicoba lagi.',
  },
  wrongField: (field) => `Bidang ${field} tidak ada, atau isinya tidak semestinya.`,
  notNeeded: (reason) => `Sekarang terbaca, tetapi tidak diperlukan: ${reason}.`,
}
