/** The events of a server-sent stream, each a JSON value. Ends when the stream does. */
export async function* readEvents<T>(url: string): AsyncGenerator<T> {
  const answer = await fetch(url)
  if (!answer.ok || answer.body === null) throw new Error(`the event stream answered ${answer.status}`)
  let rest = ''
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    const blocks = `${rest}${chunk}`.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      if (block.startsWith('data: ')) yield JSON.parse(block.slice('data: '.length)) as T
    }
  }
}
