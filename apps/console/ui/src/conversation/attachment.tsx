import { useState } from 'react'

import type { Media, Message } from '../contract.ts'
import { useWords } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import { contactOf, mapHref, readableSize } from '../media-words.ts'

/** What a message carries beside its words: a file, a place or contacts. */
export function Attachment({ message: { kind, media } }: { message: Message }) {
  if (media === null) return null
  if (kind === 'location') return <Place media={media} />
  if (kind === 'contact') return <Contacts cards={media.vcards ?? []} />
  return <FileShown kind={kind} media={media} />
}

function FileShown({ kind, media }: { kind: string; media: Media }) {
  const words = useWords()
  // What a browser can't show may still be saved.
  const [isShowable, setIsShowable] = useState(true)
  const { href, error, filename } = media
  const name = filename ?? words.kinds[kind] ?? kind
  if (href === undefined) {
    return (
      <p className="text-sm text-muted italic">
        {error === undefined ? words.fileAwaited : words.noFile(error)}
      </p>
    )
  }
  const fail = () => setIsShowable(false)
  if (isShowable && (kind === 'image' || kind === 'sticker')) {
    return (
      <a href={href} target="_blank" rel="noreferrer" className="my-1 block">
        <img
          src={href}
          alt={name}
          loading="lazy"
          onError={fail}
          className={`rounded-lg object-contain ${kind === 'sticker' ? 'size-32' : 'max-h-80 min-h-24 max-w-full min-w-24'}`}
        />
      </a>
    )
  }
  if (isShowable && kind === 'voice') {
    return (
      <audio
        controls
        preload="metadata"
        src={href}
        aria-label={name}
        onError={fail}
        className="my-1 h-10 w-72 max-w-full"
      />
    )
  }
  if (isShowable && kind === 'video') {
    return (
      <video
        controls
        preload="metadata"
        src={href}
        aria-label={name}
        onError={fail}
        className="my-1 max-h-80 max-w-full rounded-lg"
      />
    )
  }
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="my-1 flex items-center gap-2 rounded-lg border border-line bg-surface px-3 py-2 text-sm hover:bg-hover"
    >
      <Icons.file className="size-5 text-muted" />
      <bdi className="min-w-0 truncate font-medium">{name}</bdi>
      <span className="ml-auto shrink-0 text-xs text-muted">{readableSize(media.size ?? 0)}</span>
    </a>
  )
}

function Place({ media: { name, address, latitude, longitude } }: { media: Media }) {
  const words = useWords()
  const where = [name, address].filter((word) => word !== undefined && word !== '').join(', ')
  if (latitude === undefined || longitude === undefined)
    return <p dir="auto">{where || words.kinds['location']}</p>
  return (
    <a
      href={mapHref(latitude, longitude)}
      target="_blank"
      rel="noreferrer"
      className="my-1 flex items-center gap-2 rounded-lg border border-line bg-surface px-3 py-2 text-sm hover:bg-hover"
    >
      <Icons.place className="size-5 text-accent" />
      <span className="min-w-0">
        {where !== '' && <bdi className="font-medium">{where}</bdi>}
        <span className="block text-xs text-muted">
          {words.openMap} · {latitude}, {longitude}
        </span>
      </span>
    </a>
  )
}

function Contacts({ cards }: { cards: readonly string[] }) {
  const words = useWords()
  return (
    <ul className="my-1 flex flex-col gap-1">
      {cards.map((card) => {
        const { name, phones } = contactOf(card)
        return (
          <li
            key={card}
            className="flex items-center gap-2 rounded-lg border border-line bg-surface px-3 py-2 text-sm"
          >
            <Icons.person className="size-5 text-muted" />
            <span className="min-w-0">
              <bdi className="font-medium">{name || words.kinds['contact']}</bdi>
              <bdi className="block! text-xs text-muted">{phones.join(', ')}</bdi>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
