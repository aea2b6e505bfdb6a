import { useState, type DragEvent } from 'react'

import { useWordsOf } from '../../language/use-words.ts'
import { TextArea } from '../../parts/field.tsx'
import { CHECK_IN_WORDS } from '../words.ts'
import { readList } from './read-list.ts'

/** Where a list of guests comes from: a file that is chosen or dropped, or what is pasted. */
export function ListSource({
  csv,
  isBusy,
  onChange,
}: {
  csv: string
  isBusy: boolean
  onChange: (csv: string) => void
}) {
  const { import: words } = useWordsOf(CHECK_IN_WORDS)
  const [isOver, setIsOver] = useState(false)
  const [isEmpty, setIsEmpty] = useState(false)
  const take = async (files: FileList | null) => {
    const [file] = files ?? []
    if (file === undefined || isBusy) return
    const text = await readList(file)
    setIsEmpty(text.trim() === '')
    if (text.trim() !== '') onChange(text)
  }
  const over = (event: DragEvent, isNow: boolean) => {
    event.preventDefault()
    setIsOver(isNow)
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      <p className="text-sm text-muted">{words.explain}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what is dropped may be chosen too */}
      <div
        role="group"
        aria-label={words.list}
        className={`flex flex-wrap items-center justify-center gap-x-2 gap-y-1 rounded-xl border-2 border-dashed p-6 text-sm text-muted ${isOver ? 'border-accent bg-chosen' : 'border-line'}`}
        onDragOver={(event) => over(event, true)}
        onDragLeave={(event) => over(event, false)}
        onDrop={(event) => {
          over(event, false)
          void take(event.dataTransfer.files)
        }}
      >
        <label className="inline-flex min-h-9 cursor-pointer items-center rounded-lg border border-line bg-surface px-3 font-medium text-text hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
          {words.choose}
          <input
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            className="sr-only"
            disabled={isBusy}
            onChange={({ target }) => {
              void take(target.files)
              // The same file, once it is put right, is a change too.
              target.value = ''
            }}
          />
        </label>
        <span className="max-md:hidden">{words.drop}</span>
      </div>
      <div role="alert" className="text-sm text-bad empty:hidden">
        {isEmpty && words.emptyFile}
      </div>
      <TextArea
        label={words.paste}
        rows={4}
        spellCheck={false}
        autoComplete="off"
        placeholder={['phone', 'name', 'room', 'locale'].join(words.delimiter)}
        disabled={isBusy}
        value={csv}
        onChange={({ target }) => {
          setIsEmpty(false)
          onChange(target.value)
        }}
      />
    </div>
  )
}
