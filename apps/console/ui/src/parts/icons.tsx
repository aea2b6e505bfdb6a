import type { ReactNode } from 'react'

/** A drawing on a grid of 24, as tall as the text around it. What it means stands beside it, or on its button. */
function icon(drawing: ReactNode, width = 24) {
  return function Icon({ className = 'size-[1.2em]' }: { className?: string }) {
    return (
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${width} 24`}
        className={`shrink-0 ${className}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {drawing}
      </svg>
    )
  }
}

export const Icons = {
  back: icon(<path d="m15 5-7 7 7 7" />),
  search: icon(<path d="M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 4 4" />),
  close: icon(<path d="m6 6 12 12M18 6 6 18" />),
  menu: icon(<path d="M4 7h16M4 12h16M4 17h16" />),
  down: icon(<path d="M12 5v14m-6-6 6 6 6-6" />),
  send: icon(<path d="M4 12 20 4l-5 16-3.5-6.5L4 12Zm7.5 1.5L15 10" />),
  file: icon(<path d="M7 3h7l4 4v14H7V3Zm7 0v4h4" />),
  place: icon(
    <path d="M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11Zm0-8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z" />,
  ),
  person: icon(<path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c1-4 4-5 7-5s6 1 7 5" />),
  clock: icon(<path d="M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 4v4l3 2" />),
  inbox: icon(<path d="M4 13 6.5 5h11L20 13v6H4v-6Zm0 0h4.5a3.5 3.5 0 0 0 7 0H20" />),
  bed: icon(
    <path d="M3 19v-4h18v4M3 15V6m18 9v-2a3 3 0 0 0-3-3h-7v5M7 12.5a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z" />,
  ),
  stranger: icon(
    <path d="M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c1-4 4-5 7-5m6.2-2.6a2.3 2.3 0 1 1 3.2 2.1c-.7.4-1 .8-1 1.7m0 3v.1" />,
  ),
  line: icon(<path d="M8 3h8v18H8V3Zm3 15h2" />),
  template: icon(<path d="M5 4h14v12h-8l-4 4v-4H5V4Zm4 4h6m-6 4h4" />),
  people: icon(
    <path d="M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 8c.7-3.5 3.2-5 6-5s5.3 1.5 6 5m0-14.7a3.5 3.5 0 0 1 0 6.4m2 3.8c2 .6 3.5 2 4 4.5" />,
  ),
  queue: icon(<path d="M4 6h16M4 12h16M4 18h10" />),
  more: icon(<path d="M5 12h.1M12 12h.1M19 12h.1" />),
  tick: icon(<path d="m5 13 4.5 4.5L19 7" />),
  ticks: icon(<path d="m2 13 4.5 4.5L16 7m-3 9 1.5 1.5L24 7" />, 26),
  warning: icon(<path d="M12 4 3 20h18L12 4Zm0 6v4.5m0 2.5v.1" />),
  cancelled: icon(<path d="M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM6.5 6.5l11 11" />),
}
