import type { ComponentProps } from 'react'

const TONES = {
  primary: 'bg-accent text-on-accent border-transparent hover:brightness-110',
  plain: 'bg-surface border-line hover:bg-hover',
  danger: 'bg-surface border-line text-bad hover:bg-bad-ground',
  quiet: 'border-transparent text-muted hover:text-text hover:bg-hover',
}

export function Button({
  tone = 'plain',
  className = '',
  ...props
}: ComponentProps<'button'> & { tone?: keyof typeof TONES }) {
  return (
    <button
      type="button"
      className={`inline-flex min-h-9 items-center justify-center gap-1.5 rounded-lg border px-3 py-1 text-sm font-medium transition-colors disabled:opacity-50 ${TONES[tone]} ${className}`}
      {...props}
    />
  )
}
