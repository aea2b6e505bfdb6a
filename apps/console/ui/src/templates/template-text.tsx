/** A template as it is kept, its placeholders set apart. */
export function TemplateText({ text }: { text: string }) {
  return text.split(/(\{(?:name|room)\})/i).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- the same text always has the same parts
      <span key={at} className="rounded bg-chosen px-1 text-accent">
        {part}
      </span>
    ),
  )
}
