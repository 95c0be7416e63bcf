import { signal } from '@preact/signals'

/** The page in the address after the hash: #/node/site/name. */
export const route = signal<string[]>(parse())

function parse(): string[] {
  return location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent)
}

window.addEventListener('hashchange', () => {
  route.value = parse()
  // A new page begins at its top, and a screen reader at its heading.
  window.scrollTo(0, 0)
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus())
})

export const to = (...parts: string[]): string => '#/' + parts.map(encodeURIComponent).join('/')
